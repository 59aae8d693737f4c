// What a browser complains about while a test runs. A test fails for each that it did not announce.
import { expect, type BrowserContext, type ConsoleMessage } from '@playwright/test';

function isComplaint(message: ConsoleMessage): boolean {
  return message.type() === 'error' || /hydrat|content security policy|violat/i.test(message.text());
}

export class Problems {
  private readonly found: string[] = [];
  private readonly announced: RegExp[] = [];

  async watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (isComplaint(message)) this.found.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (thrown) => this.found.push(`thrown: ${thrown.error().message}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
        console.error(`Content Security Policy: ${violatedDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`);
      });
    });
  }

  /** The test brings this about on purpose. */
  allow(pattern: RegExp): void {
    this.announced.push(pattern);
  }

  check(): void {
    expect(this.found.filter((problem) => !this.announced.some((pattern) => pattern.test(problem)))).toEqual([]);
  }
}

export const serverAway = /Failed to load resource|net::ERR_|Failed to fetch|status of 50\d/;
