// A finger and a mouse that drag one thing onto another, in small steps like a hand.
import type { Locator, Page } from '@playwright/test';

interface Point {
  x: number;
  y: number;
}

const STEPS = 12;

async function ends(what: Locator, onto: Locator): Promise<[Point, Point]> {
  await onto.scrollIntoViewIfNeeded();
  await what.scrollIntoViewIfNeeded();
  return [await middle(what), await middle(onto)];
}

async function middle(of: Locator): Promise<Point> {
  const box = await of.boundingBox();
  if (!box) throw new Error('nothing to touch: it has no box');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function* way(from: Point, to: Point): Generator<Point> {
  for (let step = 1; step <= STEPS; step++) {
    const part = step / STEPS;
    yield { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  }
}

export async function dragByFinger(page: Page, what: Locator, onto: Locator): Promise<void> {
  const [from, to] = await ends(what, onto);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (const point of way(from, to)) await touch('touchMove', [point]);
  await touch('touchEnd', []);
  await devtools.detach();
}

export async function dragByMouse(page: Page, what: Locator, onto: Locator): Promise<void> {
  const [from, to] = await ends(what, onto);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const point of way(from, to)) await page.mouse.move(point.x, point.y);
  await page.mouse.up();
}
