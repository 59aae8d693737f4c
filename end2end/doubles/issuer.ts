// An issuer of OpenID Connect where one person is signed in and agrees to everything, unless told not to.
import type { IncomingMessage } from 'node:http';
import { OAuth2Server, type MutableRedirectUri, type MutableToken } from 'oauth2-mock-server';

export interface Claims {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
}

export class Issuer {
  /** Who is signed in there. */
  person: Claims = { sub: 'nobody', email: 'nobody@example.com', email_verified: true, name: 'Nobody' };
  agrees = true;

  private constructor(private readonly server: OAuth2Server) {
    let asked = false;
    server.service.on('beforeTokenSigning', ({ payload }: MutableToken) => {
      Object.assign(payload, this.person);
      // Whoever is asked for an age signs the person in anew, and tells when.
      if (asked) payload.auth_time = Math.floor(Date.now() / 1000);
    });
    server.service.on('beforeAuthorizeRedirect', ({ url }: MutableRedirectUri, { url: request }: IncomingMessage) => {
      asked = new URL(request ?? '', 'http://localhost').searchParams.has('max_age');
      if (this.agrees) return;
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    });
  }

  static async start(): Promise<Issuer> {
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256');
    await server.start(undefined, 'localhost');
    return new Issuer(server);
  }

  /** What names it to our server. */
  env(): Record<string, string> {
    const { url } = this.server.issuer;
    if (!url) throw new Error('the issuer has not started');
    return { OIDC_ISSUER: url, OIDC_CLIENT_ID: 'mewayz', OIDC_CLIENT_SECRET: 'secret', OIDC_LABEL: 'Google' };
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
