// What the first view weighs on its way, and how long it takes until it is complete: the weight is held, the time is told.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ADDRESS, openBrowser, settle, signIn, WIDE } from './browser.mjs';

/** Compressed, without charts and data. */
const WEIGHT_MOST = 150_000;
const ROUNDS = 5;
const VIEWS = ['/', '/regio', '/contract/youth-ambulatory-42420001', '/kosten', '/declaraties'];

/** Bytes over the line of what belongs to the page itself, by someone who was never here. */
async function weigh(context, path) {
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map();
  let bytes = 0;
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Document', 'Script', 'Stylesheet', 'Font'].includes(kinds.get(requestId))) bytes += encodedDataLength;
  });
  await page.goto(ADDRESS + path);
  await settle(page);
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.close();
  return bytes;
}

test('the first view is light', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const { context } = await signIn(browser, 'contract-manager');
  for (const path of VIEWS) {
    const bytes = await weigh(context, path);
    t.diagnostic(`eerste beeld ${path}: ${(bytes / 1000).toFixed(1)} kB`);
    assert.ok(bytes > 10_000 && bytes < WEIGHT_MOST, `${path} weighs ${bytes} bytes`);
  }
});

test('the first view is complete, each time', async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const person = await signIn(browser, 'contract-manager');
  const state = await person.context.storageState();
  for (const path of VIEWS) {
    const times = [];
    for (let round = 0; round < ROUNDS; ++round) {
      const context = await browser.newContext({ viewport: WIDE, locale: 'nl-NL', storageState: state });
      const page = await context.newPage();
      const begun = performance.now();
      await page.goto(ADDRESS + path);
      await settle(page);
      times.push(performance.now() - begun);
      assert.ok((await page.locator('main').innerText()).length > 20);
      await context.close();
    }
    times.sort((a, b) => a - b);
    t.diagnostic(`eerste beeld ${path}: compleet na ${Math.round(times[Math.floor(ROUNDS / 2)])} ms (mediaan van ${ROUNDS}, zonder cache), langste ${Math.round(times.at(-1))} ms`);
  }
});
