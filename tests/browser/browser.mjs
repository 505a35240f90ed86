// One Chromium for a test file, a window of its own for every person, and what every page is held to.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const ADDRESS = process.env.CLIENTROUTE_PORTAL;
const SHOTS = process.env.CLIENTROUTE_SCREENSHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const WIDE = { width: 1360, height: 900 };
export const PHONE = { width: 360, height: 780 };
/** What a window of 1,280 wide is when all is shown twice as large. */
export const ZOOMED = { width: 640, height: 450 };

const PURPOSES = { 'access-professional': 'care-allocation', 'access-manager': 'care-allocation', 'back-office': 'message-exchange',
  'contract-manager': 'contract-management', operator: 'operation', 'privacy-officer': 'client-rights',
  'provider-42420001': 'message-exchange', 'provider-42420002': 'message-exchange' };
export const PERSONAS = Object.keys(PURPOSES);

export const openBrowser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** Signs in as someone, by the pages themselves; `faults` gathers what the pages complained of. */
export async function signIn(browser, persona, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  // A refusal is an answer like another, which the browser writes down as a resource that failed.
  page.on('console', (line) => line.type() === 'error' && !/Failed to load resource/.test(line.text()) && faults.push(`console: ${line.text()}`));
  await page.goto(`${ADDRESS}/`);
  await page.getByRole('link', { name: 'Aanmelden' }).click();
  await page.locator(`button[value="${persona}"]`).click();
  await page.waitForSelector('main h1');
  return { context, page, faults, persona };
}

/** Goes somewhere and waits until nothing is on its way. */
export async function visit(page, path) {
  await page.goto(ADDRESS + path);
  await settle(page);
}
export async function settle(page) {
  await page.waitForSelector('main h1, main [role=alert]', { timeout: 15_000 });
  await page.waitForFunction(() => !document.querySelector('main .loading'), null, { timeout: 15_000 });
}

/** Asks a method as the person does, to find something to look at. */
export const ask = ({ page, persona }, method, request) => page.evaluate(async ([path, body, purpose]) => {
  const response = await fetch(`/api/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Clientroute-Purpose': purpose }, body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
}, [method, request, PURPOSES[persona]]);

/** No violation of WCAG 2.2 AA, nor of what axe holds to be good practice. */
export async function checkAccess(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const said = violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
  assert.deepEqual(said, [], `axe on ${where}`);
}

/** Nothing sticks out: the page itself never scrolls sideways. */
export async function checkWidth(page, where) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `${where} is ${content} wide in a window of ${window}`);
}

/** The first record of a kind that the person can see, as an address; none when there is none, or it is not for him. */
export async function firstOf(person, method, request, field, path) {
  const { status, answer } = await ask(person, method, request);
  const found = status === 200 ? answer[field]?.[0]?.name : undefined;
  return found ? [path + found.split('/').pop()] : [];
}

/** Presses Tab until the focus is where it is asked for. */
export async function tabTo(page, found, most = 120) {
  for (let i = 0; i < most; ++i) {
    if (await page.evaluate(found)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the focus never came to ${found}`);
}
/** The focus is on what says exactly this. */
export const isOn = (text) => `document.activeElement?.textContent?.trim() === ${JSON.stringify(text)}`;
/** The focus is on the field with this label. */
export const isIn = (label) => `[...(document.activeElement?.labels ?? [])].some((one) => one.textContent.trim() === ${JSON.stringify(label)})`;

export async function shoot(page, name) {
  if (!SHOTS) return;
  // What stays in sight while one scrolls stands at the top of the picture.
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
