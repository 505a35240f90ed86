import assert from 'node:assert/strict';
import test from 'node:test';
import { aheadSeries } from '../src/pages/costs/year_ahead.tsx';
import { claimsAddress } from '../src/pages/claims_address.ts';
import { endsOf } from '../src/pages/region/flow.tsx';
import { opens } from '../src/pages/view_roles.ts';
import { crcOf, csvOf, xlsxOf } from '../src/parts/sheet.ts';
import { sheetOf, type Column } from '../src/parts/table.tsx';
import type { Session } from '../src/session.ts';
import { formatSegment } from '../src/words/segments.ts';

interface Row { name: string; cents: number; day: string }
const columns: Column<Row>[] = [{ key: 'naam', title: 'Naam', cell: () => null, value: (row) => row.name }, { key: 'bedrag', title: 'Bedrag', cell: () => null, cents: true, value: (row) => row.cents },
  { key: 'dag', title: 'Dag', cell: () => null, value: (row) => row.day || '9999', file: (row) => row.day }, { key: 'knop', title: 'Doe', cell: () => null }];
const rows: Row[] = [{ name: '=1+1;"x"', cents: 1250, day: '' }, { name: 'Ağa <b> & co', cents: -5, day: '2026-03-02' }];

test('a file has what the screen shows: euros, days that are there, and no formula', async () => {
  const sheet = sheetOf(columns, rows);
  assert.deepEqual(sheet, { titles: ['Naam', 'Bedrag', 'Dag'], rows: [['=1+1;"x"', 12.5, ''], ['Ağa <b> & co', -0.05, '2026-03-02']] });
  assert.equal(await csvOf(sheet).text(), 'Naam;Bedrag;Dag\r\n"\'=1+1;""x""";12,5;\r\nAğa <b> & co;-0,05;2026-03-02\r\n');
  assert.deepEqual([...new Uint8Array(await csvOf(sheet).arrayBuffer())].slice(0, 3), [0xef, 0xbb, 0xbf]);
});

/** The files of a zip by its index, each as its local head gives it. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  const files = new Map<string, string>();
  for (let at = view.getUint32(end + 16, true), left = view.getUint16(end + 10, true); left > 0; --left) {
    assert.equal(view.getUint32(at, true), 0x02014b50);
    const [crc, size, name, local] = [view.getUint32(at + 16, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    assert.equal(view.getUint32(local, true), 0x04034b50);
    const content = bytes.slice(local + 30 + name, local + 30 + name + size);
    assert.equal(crcOf(content), crc);
    files.set(new TextDecoder().decode(bytes.slice(local + 30, local + 30 + name)), new TextDecoder().decode(content));
    at += 46 + name;
  }
  return files;
}

test('a workbook is a whole zip, in which words are words', async () => {
  assert.equal(crcOf(new TextEncoder().encode('123456789')), 0xcbf43926);
  const files = unzip(new Uint8Array(await xlsxOf(sheetOf(columns, rows)).arrayBuffer()));
  assert.deepEqual([...files.keys()], ['[Content_Types].xml', '_rels/.rels', 'book.xml', '_rels/book.xml.rels', 'sheet.xml']);
  const said = files.get('sheet.xml') ?? '';
  assert.match(said, /<c><v>-0\.05<\/v><\/c>/);
  assert.match(said, /Ağa &lt;b&gt; &amp; co/);
  assert.match(said, /inlineStr"><is><t xml:space="preserve">=1\+1/);
});

test('a view is for those whose role its methods answer', () => {
  const as = (...roles: string[]): Session => ({ subject: 'persons/x', name: 'X', roles, municipalities: [], provider: '', expires: '', release: '' });
  assert.equal(opens(as('privacy-officer'), '/declaraties/x?welke=afgewezen'), false);
  assert.equal(opens(as('provider-back-office'), '/declaraties'), true);
  assert.equal(opens(as('provider-back-office'), '/taken'), false);
  assert.equal(opens(as('privacy-officer'), '/'), true);
});

test('amounts lead to the claims of their month, municipality and provider', () => {
  assert.equal(claimsAddress({ municipality: '', provider: '' }), '/declaraties');
  assert.equal(claimsAddress({ municipality: '0361', month: { year: 2026, month: 4, day: 1 } }), '/declaraties?gemeente=0361&maand=2026-04');
});

test('a forecast keeps apart what is known and what is expected', () => {
  const { series, band } = aheadSeries({ months: [{ month: { year: 2026, month: 1, day: 1 }, expected: { cents: '500' }, known: true },
    { month: { year: 2026, month: 2, day: 1 }, expected: { cents: '700' }, low: { cents: '600' }, high: { cents: '900' } }] });
  assert.deepEqual(series.map((one) => one.values), [[500, undefined], [undefined, 700]]);
  assert.deepEqual([band.low, band.high], [[undefined, 600], [undefined, 900]]);
});

test('where people went is told with most first, and the rest together', () => {
  const ends = endsOf(['HOME', 'WMO', 'WLZ', 'ZVW', 'EDUCATION'].map((kind, at) => ({ kind, value: String(at + 1) })));
  assert.equal(ends.length, 4);
  assert.deepEqual(ends.map((one) => one.number), [5, 4, 3, 3]);
});

test('a segment is read as words, also one that is not known', () => {
  assert.equal(formatSegment('support_oriented/residence'), 'Ondersteunend › verblijf');
  assert.equal(formatSegment('something_new'), 'Something new');
  assert.equal(formatSegment(''), '–');
});
