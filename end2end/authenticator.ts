// What a person holds in their hand: an authenticator app, and a device with passkeys.
import { createHmac } from 'node:crypto';
import type { CDPSession, Page } from '@playwright/test';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

/** The six digits of an app with that key, as RFC 6238 has them. */
export class AuthenticatorApp {
  private readonly key: Buffer;
  private last = 0;

  constructor(typed: string) {
    let bits = '';
    for (const sign of typed.replace(/\s/g, '')) bits += ALPHABET.indexOf(sign).toString(2).padStart(5, '0');
    this.key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  }

  /** A code that was not used yet: of the next half minute, where this one's was. */
  code(): string {
    this.last = Math.max(this.last + 1, Math.floor(Date.now() / STEP));
    return this.of(this.last);
  }

  private of(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', this.key).update(counter).digest();
    const word = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff;
    return String(word % 1_000_000).padStart(6, '0');
  }
}

/** A device whose finger is always the right one, as Chromium plays it. */
export class PasskeyDevice {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /**
   * Chromium plays somebody who takes the passkey from the list below a field as soon as there is one: only with
   * `listed` does the browser have such a list.
   */
  static async of(page: Page, { listed = false } = {}): Promise<PasskeyDevice> {
    if (!listed) {
      await page.addInitScript(() => {
        PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
      });
    }
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new PasskeyDevice(session, authenticatorId);
  }

  /** The wrong finger from now on, or the right one again. */
  async recognises(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified });
  }

  async count(): Promise<number> {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId });
    return credentials.length;
  }
}
