// `test` as this suite knows it: against the run's server, with nothing to complain about at the end.
import { randomInt } from 'node:crypto';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { signUp, somebody, type Person } from './people';
import { Problems } from './problems';

interface Fixtures {
  problems: Problems;
  /** Signed up, signed in and in a workspace of their own, in `page`. */
  person: Person;
  /** A browser that knows nobody, where scripts do not run. */
  stranger: Page;
  /** A second browser of somebody. */
  elsewhere: BrowserContext;
}

/** An address of their own for each test, so that no limit is met by another's attempts. */
export function someAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(process.env.BASE_URL),
  extraHTTPHeaders: async ({}, use) => use({ 'X-Forwarded-For': someAddress() }),

  problems: [
    async ({ context }, use) => {
      const problems = new Problems();
      await problems.watch(context);
      await use(problems);
      problems.check();
    },
    { auto: true },
  ],

  person: async ({ page }, use) => {
    const person = somebody();
    await signUp(page, person);
    await use(person);
  },

  stranger: async ({ browser, baseURL, viewport, problems }, use) => {
    const context = await browser.newContext({ baseURL, viewport, javaScriptEnabled: false, extraHTTPHeaders: { 'X-Forwarded-For': someAddress() } });
    await problems.watch(context);
    await use(await context.newPage());
    await context.close();
  },

  elsewhere: async ({ browser, baseURL, viewport, problems }, use) => {
    const context = await browser.newContext({ baseURL, viewport, extraHTTPHeaders: { 'X-Forwarded-For': someAddress() } });
    await problems.watch(context);
    await use(context);
    await context.close();
  },
});

export { expect } from '@playwright/test';
