// Every screen, in both themes, at three widths, also with texts that break layouts.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addLink, choose, editPage, publish, startLink } from '../links';
import { consoleScreens, open, overflow, visitorScreens, workshopScreens } from '../screens';
import { expect, test } from '../test';

const widths = [320, 768, 1280];
const themes = ['dark', 'light'] as const;

const hostile = {
  arabic: 'متجر الألوان المائية في بورتو',
  family: '👩‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚀 family',
  word: 'Donaudampfschifffahrtsgesellschaft'.repeat(6).slice(0, 200),
};

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 480_000 });

async function isAccessible(page: Page, what: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect.soft(await overflow(page), `${what} at ${width} px is wider than its window`).toBeLessThanOrEqual(0);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`));
      expect.soft(found, `${what} at ${width} px, ${colorScheme}`).toEqual([]);
    }
  }
}

test('visitor screens', async ({ page, problems }) => {
  problems.allow(/status of 404/);
  for (const path of [...visitorScreens, '/no/such/page', '/offline.html']) {
    await page.goto(path);
    await isAccessible(page, path);
  }
});

test('forms that were refused', async ({ page, problems }) => {
  problems.allow(/status of 4\d\d/);
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await isAccessible(page, 'a refused sign-in');
  await page.goto('/register');
  await page.getByLabel('Your name').fill('Nadia');
  await page.getByLabel('Email').fill('nadia@example.com');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await isAccessible(page, 'a refused registration');
});

test('console screens, empty', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  for (const path of consoleScreens) {
    await open(page, path);
    await isAccessible(page, path);
  }
});

test('the gallery and the mails', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  for (const path of workshopScreens) {
    await page.goto(path);
    await isAccessible(page, path);
  }
});

test('console screens and the public page with texts that break layouts', async ({ page, person }) => {
  await open(page, '/settings/general');
  await page.getByLabel('Name', { exact: true }).fill(hostile.word.slice(0, 60));
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText(/saved/i)).toBeVisible();
  await open(page, '/links');
  await editPage(page);
  await page.getByLabel('Page title').fill(hostile.word.slice(0, 60));
  await page.getByLabel('Bio').fill(`${hostile.arabic} ${hostile.family} ${hostile.word.slice(0, 80)}`);
  await page.getByRole('button', { name: 'Save page' }).click();
  await expect(page.getByText('The page is saved.')).toBeVisible();
  for (const title of [hostile.arabic, hostile.family, hostile.word.slice(0, 80)]) await addLink(page, title, `https://example.com/${hostile.word}`);
  await publish(page);
  for (const path of [...consoleScreens, `/@${person.slug}`]) {
    await page.goto(path);
    await isAccessible(page, `${path} with long texts`);
  }
});

test('what opens above a screen', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/links');
  await addLink(page, 'Shop', 'https://example.com/shop');
  await startLink(page, 'Trap', 'javascript:alert(1)');
  await page.getByRole('dialog').getByRole('button', { name: 'Save link' }).click();
  await isAccessible(page, 'the form of a link, refused');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More for Shop' }).click();
  await isAccessible(page, 'the menu of a row');
  await page.keyboard.press('Escape');
  await choose(page, 'Shop', 'Delete');
  await isAccessible(page, 'a toast with undo');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox').or(page.getByRole('searchbox')).first()).toBeFocused();
  await isAccessible(page, 'the command palette');
});

test('a journey by keyboard alone: every stop is seen, and each target is large enough', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of consoleScreens) {
    await open(page, path);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, [role=switch], summary')]
        .filter((target) => target.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !target.closest('p, .visually-hidden, .skip-link'))
        .filter((target) => !target.matches('input[type=radio], input[type=checkbox]') || !target.closest('label'))
        .map((target) => ({ box: target.getBoundingClientRect(), name: target.outerHTML.slice(0, 120) }))
        .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(({ name, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${name}`),
    );
    expect.soft(small, `small targets on ${path}`).toEqual([]);
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      const hidden = await page.evaluate(() => {
        const here = document.activeElement;
        if (!here || here === document.body) return null;
        const { outlineStyle, boxShadow } = getComputedStyle(here);
        const around = getComputedStyle(here.closest('label, .field-box') ?? here);
        const isMarked = [outlineStyle, around.outlineStyle].some((style) => style !== 'none') || [boxShadow, around.boxShadow].some((shadow) => shadow !== 'none');
        return isMarked ? null : here.outerHTML.slice(0, 120);
      });
      expect.soft(hidden, `focus is not seen on ${path}`).toBeNull();
    }
  }
});
