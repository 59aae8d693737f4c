// What Chromium receives of scripts and WASM when a member opens a console screen with nothing
// cached: the shell, the screen's own chunk, and what both share. Bodies only, as compressed.
import { chromium } from "@playwright/test";

const MEMBER = { email: "demo@mewayz.example", password: "four calm words here" };
// Long enough for what is fetched after the screen is there.
const SETTLE_MS = 1500;

export async function measure(budget, house) {
  const server = await house.server();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const context = await browser.newContext({ serviceWorkers: "block" });
    await signIn(context, server.origin);
    const files = await visit(context, server.origin + budget.path);
    const bytes = [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const note = `${files.size} files`;
    return [{ what: `All JS + WASM of ${budget.path}`, value: bytes, unit: "B", limit: budget.bytes, note }];
  } finally {
    await browser.close();
  }
}

async function signIn(context, origin) {
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.fill("[name=email]", MEMBER.email);
  await page.fill("[name=password]", MEMBER.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/home");
  await page.close();
}

async function visit(context, address) {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const files = new Map();
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (/\.(js|wasm)$/.test(new URL(response.url).pathname)) files.set(requestId, { url: response.url, bytes: 0 });
  });
  network.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    const file = files.get(requestId);
    if (file) file.bytes += encodedDataLength;
  });
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(address);
  await page.waitForSelector("html[data-hydrated]");
  await page.waitForTimeout(SETTLE_MS);
  await page.close();
  return files;
}
