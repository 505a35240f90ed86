// Tables, files, charts and links: sorted as a whole or not at all, saved as shown, each chart with its table and its words, and no number
// that leads to a refusal.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { ADDRESS, checkAccess, openBrowser, PERSONAS, settle, shoot, signIn, visit } from './browser.mjs';

const inBrowser = (name, run) => test(name, { timeout: 240_000 }, async (t) => {
  const browser = await openBrowser();
  t.after(() => browser.close());
  await run(browser);
});

async function save(page, button, within = page) {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 10_000 }), within.getByRole('button', { name: button }).first().click()]);
  return readFile(await file.path());
}
const linesOf = (bytes) => bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
const cellsOf = (line) => line.split(';').map((cell) => cell.replace(/^"(.*)"$/, '$1'));

/** The lists of the pages, and who tries them. */
const LISTS = [['contract-manager', '/contract'], ['contract-manager', '/declaraties'], ['contract-manager', '/declaraties/grootboek'], ['contract-manager', '/wachtlijst?deel=plekken'],
  ['contract-manager', '/figuren/spend_accepted?per=PRODUCT'], ['contract-manager', '/kosten'], ['access-professional', '/taken'], ['access-professional', '/wachtlijst'],
  ['operator', '/route'], ['back-office', '/berichten'], ['privacy-officer', '/inzage'], ['provider-42420001', '/declaraties']];

inBrowser('every table sorts by every head that says so, and is saved', async (browser) => {
  const people = new Map();
  for (const [persona, path] of LISTS) {
    if (!people.has(persona)) people.set(persona, await signIn(browser, persona));
    const { page } = people.get(persona);
    await visit(page, path);
    const block = page.locator('.table-block').last();
    const heads = await block.locator('thead th').count();
    const sorted = await block.locator('thead th a.sort').count();
    if (await block.locator('tbody tr').count() === 0) continue;
    assert.ok(sorted > 0, `${path}: ${sorted} of ${heads} heads sort`);
    for (let at = 0; at < sorted; ++at) {
      const rows = await block.locator('tbody tr').count();
      await block.locator('thead th a.sort').nth(at).click();
      await block.locator('th[aria-sort]').waitFor();
      await settle(page);
      assert.match(page.url(), /sorteer=/, 'an order stands in the address');
      assert.ok(await block.locator('tbody tr').count() >= Math.min(rows, 1), `${path} has rows when sorted`);
    }
    const lines = linesOf(await save(page, 'Naar CSV', block));
    assert.ok(lines.length > 1, `${path} has a file`);
    assert.equal((await save(page, 'Naar Excel', block)).subarray(0, 2).toString(), 'PK');
  }
});

inBrowser('a file holds what is shown: as narrowed, in its order, in euros', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  await visit(page, '/declaraties?sorteer=-toegekend');
  const shown = await page.locator('tbody tr').count();
  const amounts = await page.locator('tbody td[data-title="Toegekend"]').allInnerTexts();
  const [head, ...rows] = linesOf(await save(page, 'Naar CSV')).map(cellsOf);
  assert.equal(rows.length, shown);
  const euros = (text) => Number(text.replaceAll(/[^\d,−-]/g, '').replace('−', '-').replace(',', '.'));
  assert.deepEqual(rows.map((row) => euros(row[head.indexOf('Toegekend')])), amounts.map(euros), 'in the order of the screen');
  // By the door, without an order of the page's own: likewise in euros.
  await visit(page, '/declaraties');
  const [titles, ...whole] = linesOf(await save(page, 'Naar CSV')).map(cellsOf);
  assert.deepEqual(whole.map((row) => euros(row[titles.indexOf('Toegekend')])).sort((a, b) => b - a), amounts.map(euros).sort((a, b) => b - a));

  await visit(page, '/contract?zoek=ambulatory');
  const found = await page.locator('tbody tr').count();
  const narrowed = linesOf(await save(page, 'Naar CSV'));
  assert.equal(narrowed.length, found + 1);
  assert.ok(narrowed.slice(1).every((line) => line.includes('ambulatory')), 'only what was looked for');
});

inBrowser('a list that is too long to be taken whole is sorted by what its service orders alone, and says what to do', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  let asked;
  await page.route('**/ListContracts', async (route) => {
    asked = route.request().postDataJSON();
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), nextPageToken: 'more' } });
  });
  await visit(page, '/contract?sorteer=aanbieder');
  await page.getByText('Deze lijst is langer dan 1.000 regels').waitFor();
  await page.getByText('Zo kan zij niet worden gesorteerd').waitFor();
  assert.equal(await page.locator('th[aria-sort]').count(), 0);
  const heads = (await page.locator('th a.sort').allInnerTexts()).map((head) => head.replace(/\s*[↕↑↓]$/, ''));
  assert.deepEqual(heads, ['Contract', 'Looptijd', 'Plafond per jaar'], 'no head promises what cannot be done');
  await checkAccess(page, 'a list that is too long');
  await shoot(page, 'te_lang_om_te_sorteren');
  await page.getByRole('link', { name: /^Plafond per jaar/ }).click();
  await page.locator('th[aria-sort=descending]').waitFor();
  assert.equal(asked.order, 'HIGHEST_CEILING', 'the service orders the whole list');
  assert.equal(await page.getByText('Deze lijst is langer dan').count(), 0);
  await visit(page, '/contract?zoek=ambulatory');
  await page.getByText('Gezocht is in de eerste 1.000').waitFor();
  await page.getByRole('button', { name: 'Naar CSV' }).click();
  await page.getByText('Te groot voor één bestand').waitFor();
});

inBrowser('every chart has its words and its table beside it, and its numbers lead on', async (browser) => {
  const { page } = await signIn(browser, 'contract-manager');
  let charts = 0;
  for (const path of ['/contract/youth-ambulatory-42420001', '/gemeente/0361', '/figuren/inflow', '/figuren/inflow?deel=gepubliceerd', '/figuren/spend_accepted?per=PRODUCT', '/kosten', '/regio']) {
    await visit(page, path);
    for (const figure of await page.locator('figure.figure').all()) {
      ++charts;
      const title = await figure.locator('.figure-title').innerText();
      assert.ok((await figure.locator('figcaption').innerText()).trim().length > 30, `${path} ${title} says what is counted`);
      const rows = await figure.locator('tbody tr').count();
      assert.ok(rows > 0, `${path} ${title} has its table`);
      if (await figure.locator('tbody th a').count() > 0) assert.equal(await figure.locator('tbody th a').count(), rows);
      assert.match(await figure.locator('svg').getAttribute('aria-label'), /de cijfers staan in de tabel/);
    }
  }
  assert.ok(charts >= 6, `${charts} charts`);
});

/** Links of one kind look alike: `/figuren/inflow` and `/declaraties/een?welke`. */
const kindOf = (address) => {
  const url = new URL(address);
  return url.pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4,}/g, '…') + [...url.searchParams.keys()].sort().join('&');
};
const KINDS_MOST = 45;

for (const persona of PERSONAS) {
  inBrowser(`no link leads ${persona} to what he may not see`, async (browser) => {
    const { page, faults } = await signIn(browser, persona);
    const seen = new Set([kindOf(`${ADDRESS}/`)]);
    for (const queue = [`${ADDRESS}/`]; queue.length > 0;) {
      const at = queue.shift();
      await visit(page, at.slice(ADDRESS.length));
      assert.equal(await page.getByText(/Dit is niet voor uw rol|Deze bladzijde is er niet|Er ging iets mis/).count(), 0, at);
      assert.equal(await page.getByRole('heading', { level: 1, name: 'Niet gevonden' }).count(), 0, at);
      for (const address of await page.locator('a[href]').evaluateAll((links) => links.map((link) => (typeof link.href === 'string' ? link.href : new URL(link.href.baseVal, location.href).href)))) {
        if (!address.startsWith(`${ADDRESS}/`) || address.includes('#') || /sorteer|blad/.test(address) || seen.has(kindOf(address)) || seen.size >= KINDS_MOST) continue;
        seen.add(kindOf(address));
        queue.push(address);
      }
    }
    assert.ok(seen.size > 3, `${seen.size} kinds of addresses`);
    assert.deepEqual(faults, []);
  });
}
