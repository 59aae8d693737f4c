// What Chromium receives on a stranger's first visit, by the browser's own count.
import { chromium } from "@playwright/test";

// Long enough for what a script starts after `load`.
const SETTLE_MS = 1500;

export async function measure(budget, house) {
  const server = await house.server();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const { bytes, urls, workerRequests } = await visit(browser, server.origin + budget.path);
    const names = urls.map((url) => new URL(url).pathname);
    return [
      { what: `Cold load of ${budget.path}`, value: bytes, unit: "B", limit: budget.bytes },
      { what: `Requests of ${budget.path}`, value: names.length, unit: "", limit: budget.requests, note: names.join(" ") },
      {
        what: `WASM files of ${budget.path}`,
        value: [...names, ...workerRequests].filter((name) => name.endsWith(".wasm")).length,
        unit: "",
        limit: budget.wasm_files,
        note: workerRequests.length > 0 ? `its service worker fetched ${workerRequests.length} files` : "",
      },
    ];
  } finally {
    await browser.close();
  }
}

async function visit(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const urls = new Map();
  const workerRequests = [];
  let bytes = 0;

  context.on("request", (request) => {
    if (request.serviceWorker()) workerRequests.push(new URL(request.url()).pathname);
  });
  network.on("Network.requestWillBeSent", ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) bytes += redirectResponse.encodedDataLength;
    if (request.url.startsWith("http")) urls.set(requestId, request.url);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) bytes += encodedDataLength;
  });
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });

  const answer = await page.goto(address, { waitUntil: "load" });
  if (answer.status() !== 200) throw new Error(`${address} answered ${answer.status()}`);
  await page.waitForTimeout(SETTLE_MS);
  await context.close();
  return { bytes, urls: [...urls.values()], workerRequests };
}
