// A server as small as can be around the real service worker and the real console script:
// it can be deployed, slowed down, cut off and signed out of at will.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';

const files = new URL('../../public/', import.meta.url);

export class SmallApp {
  build = 'one';
  account: string | null = 'ada';
  away = false;
  failing = false;
  note = 'first note';
  delay = 0;
  published = true;
  asked: string[] = [];
  private server: Server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    this.asked.push(`${request.method} ${url.pathname}${url.search}`);
    if (this.away) return void request.socket.destroy();
    if (this.delay && !url.pathname.startsWith('/pkg/')) await new Promise((resolve) => setTimeout(resolve, this.delay));
    if (request.method === 'POST') return this.write(url, response);
    const send = (type: string, body: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
      void response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);

    const path = url.pathname;
    if (path === '/sw.js') return send('text/javascript', await this.worker(), { 'Cache-Control': 'no-cache' });
    if (path === '/offline.html') return send('text/html', await readFile(new URL('offline.html', files)), { 'Cache-Control': 'no-cache' });
    if (path === '/favicon.ico' || path === '/icons/missing.png') return send('text/plain', '', {}, 404);
    if (path === '/health/live') return send('text/plain', 'live');
    if (path.startsWith('/pkg/')) return this.asset(path, send);
    if (path === '/api/notes/list') return this.notes(send);
    if (path === '/sign-in') return send('text/html', this.document('visitor', '<h1>Sign in</h1>'), { 'X-Document': 'visitor' });
    if (path === '/@ada') return this.visitorPage(send);
    if (this.failing) return send('text/html', '<h1>Broken</h1>', {}, 503);
    if (!this.account) return void response.writeHead(303, { Location: `/sign-in?next=${path}` }).end();
    const body = `<h1>${path.slice(1)} of ${this.account}</h1><p id="note">${this.note}</p>
      <div data-offline-banner role="status" hidden>You are offline.</div>
      <button data-install hidden>Install app</button><button data-write id="switch">Switch</button>
      <form id="profile"><input name="title" aria-label="Title"><input name="secret" type="password" aria-label="Password"></form>
      <button aria-controls="add" id="open">Add</button><dialog id="add"></dialog>
      <form method="post" action="/api/identity/sessions/sign_out"><button>Sign out</button></form>
      <a href="/links">Links</a>`;
    send('text/html', this.document('console', body), { 'X-Document': 'console', 'X-Account': this.account, 'Cache-Control': 'no-store' });
  }

  private write(url: URL, response: ServerResponse): void {
    if (url.pathname.startsWith('/api/identity/sessions/sign_out')) {
      this.account = null;
      response.writeHead(303, { Location: '/sign-in' }).end();
    } else {
      this.note = 'written note';
      response.writeHead(204).end();
    }
  }

  private notes(send: (type: string, body: string, headers?: Record<string, string>, status?: number) => void): void {
    if (!this.account) return send('application/json', '"SignIn"', {}, 401);
    send('application/json', JSON.stringify([this.note]), { 'X-Account': this.account, 'Cache-Control': 'no-store' });
  }

  private visitorPage(send: (type: string, body: string, headers?: Record<string, string>, status?: number) => void): void {
    if (!this.published) return send('text/html', '<h1>Not found</h1>', { 'X-Document': 'visitor' }, 404);
    send('text/html', this.document('visitor', `<h1>Page of Ada</h1><p>${this.note}</p>`), { 'X-Document': 'visitor', 'Cache-Control': 'public, max-age=0' });
  }

  private async asset(path: string, send: (type: string, body: string | Buffer, headers?: Record<string, string>, status?: number) => void): Promise<void> {
    const immutable = { 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' };
    if (path === '/pkg/pwa.js') return send('text/javascript', await readFile(new URL('pwa.js', files)), immutable);
    if (path === `/pkg/chunk.${this.build}.js`) return send('text/javascript', `window.chunk = "${this.build}"`, { 'Cache-Control': 'no-cache' });
    send('text/plain', 'gone', {}, 404);
  }

  private async worker(): Promise<string> {
    const source = await readFile(new URL('sw.js', files), 'utf8');
    const precache = [`/pkg/chunk.${this.build}.js`, '/pkg/pwa.js', '/offline.html', '/icons/missing.png'];
    return source.replace('__BUILD__', this.build).replace('__PRECACHE__', JSON.stringify(precache));
  }

  private document(kind: 'console' | 'visitor', body: string): string {
    const account = kind === 'console' ? ` data-account="${this.account}"` : '';
    return `<!DOCTYPE html><html lang="en" data-document="${kind}"${account}><head><title>Small</title>
      <script src="/pkg/pwa.js" defer></script></head><body>${body}</body></html>`;
  }
}
