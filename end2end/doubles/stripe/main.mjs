// @ts-check
/** Starts the double and says where, in one line of JSON. README.md tells the rest. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Double, PUBLISHABLE_KEY, SECRET_KEY } from './double.mjs';
import { serve } from './server.mjs';
import { letters } from './store.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' }, host: { type: 'string', default: '127.0.0.1' }, data: { type: 'string' }, 'public-url': { type: 'string' },
    webhook: { type: 'string', default: process.env.STRIPE_DOUBLE_WEBHOOK }, 'webhook-secret': { type: 'string', default: process.env.STRIPE_DOUBLE_WEBHOOK_SECRET },
  },
});

const double = new Double();
if (values.data && existsSync(values.data)) double.load(JSON.parse(readFileSync(values.data, 'utf8')));

/** @type {NodeJS.Timeout | undefined} */
let saving;

function save() {
  clearTimeout(saving);
  saving = undefined;
  if (!values.data) return;
  writeFileSync(`${values.data}.new`, JSON.stringify(double.dump()), { mode: 0o600 });
  renameSync(`${values.data}.new`, values.data);
}

const server = serve(double, () => {
  if (values.data) saving ??= setTimeout(save, 200);
});

server.listen(Number(values.port), values.host, () => {
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : values.port;
  double.url = (values['public-url'] ?? `http://${values.host}:${port}`).replace(/\/$/, '');
  const secret = values['webhook-secret'] ?? `whsec_${letters(32)}`;
  if (values.webhook) double.webhooks.register({ url: values.webhook, secret });
  console.log(JSON.stringify({ url: double.url, secret_key: SECRET_KEY, publishable_key: PUBLISHABLE_KEY, webhook_secret: secret }));
});

const ticking = setInterval(() => {
  if (double.clock.frozen === null) double.clock.tick();
}, 1000);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    clearInterval(ticking);
    save();
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}
