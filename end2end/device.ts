// What a browser holds on the device, read from a page of the site.
import type { Page } from '@playwright/test';

export async function workerInCharge(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
}

export function cacheNames(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

export function everythingInCaches(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        found.push(`${name} ${request.url}`, JSON.stringify([...(response?.headers ?? [])]));
        if (/html|json/.test(response?.headers.get('Content-Type') ?? '')) found.push((await response?.text()) ?? '');
      }
    }
    return found.join('\n');
  });
}

export function everythingInDatabases(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const opening = indexedDB.open(name ?? '');
      // Deleted since it was listed: to look must not make it again.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      const database = await settled(opening).catch(() => null);
      if (!database) continue;
      for (const store of database.objectStoreNames) {
        const records = await settled(database.transaction(store).objectStore(store).getAll());
        found.push(...records.map((record) => `${name}/${store} ${JSON.stringify(record)}`));
      }
      database.close();
    }
    return found.join('\n');
  });
}

export function everythingInStorage(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
}
