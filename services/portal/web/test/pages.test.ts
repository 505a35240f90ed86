import assert from 'node:assert/strict';
import test from 'node:test';
import type { monitoring } from '../src/api/generated.ts';
import { idOf, pathTo, readAddress } from '../src/address.ts';
import { lineOf, ticks } from '../src/parts/chart.tsx';
import { arrange, type Column } from '../src/parts/table.tsx';
import { eachMonth, monthsOf } from '../src/pages/figures/period.ts';
import { isLate } from '../src/pages/messages_page.tsx';
import { byProduct } from '../src/pages/region/full.tsx';
import { readDot, stepOf, wayThrough } from '../src/pages/route/dot.ts';
import { nextOf, stepsOf } from '../src/pages/route/steps.tsx';
import { byMonth, percentOf } from '../src/pages/spend.ts';
import { freePlaces } from '../src/pages/waiting_page.tsx';

test('an address is read by its steps, whatever stands in them', () => {
  const address = readAddress(new URL('http://x/contract/a%2Fb%20c?van=2026-01'));
  assert.deepEqual(address.steps, ['contract', 'a/b c']);
  assert.equal(address.params.get('van'), '2026-01');
  assert.deepEqual(readAddress(new URL('http://x/contract/%E0%A4%A')).steps, ['contract', '%E0%A4%A'], 'also what is no address');
  assert.equal(pathTo('contract', 'a/b c'), '/contract/a%2Fb%20c');
  assert.equal(idOf('claims/1/lines/2'), '1/lines/2');
});

test('the period of an address is the year up to now unless it says otherwise', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const year = monthsOf(new URLSearchParams(), now);
  assert.deepEqual([year.van, year.tot], ['2025-12', '2026-11']);
  assert.equal(eachMonth(year).length, 12);
  const backwards = monthsOf(new URLSearchParams('van=2026-05&tot=2026-02'), now);
  assert.deepEqual([backwards.van, backwards.tot], ['2026-02', '2026-02']);
  assert.deepEqual(monthsOf(new URLSearchParams('van=onzin&tot=2026-02'), now).van, '2025-03');
});

const spend = (month: number, cents: number): monitoring.SpendRow => ({ month: { year: 2026, month, day: 1 }, accepted: { cents: String(cents) } });

test('spend is added up by month of delivery in whole cents, within its year', () => {
  const other = { month: { year: 2025, month: 1, day: 1 }, accepted: { cents: '5' } };
  assert.deepEqual([...byMonth([spend(1, 900), spend(2, 100), spend(1, -50), other], 2026)], [[1, 850n], [2, 100n]]);
  assert.equal(percentOf(50n, 0n), 0);
  assert.equal(percentOf(999n, 1000n), 99);
});

interface Row { name: string; size: number }
const columns: Column<Row>[] = [{ key: 'naam', title: 'Naam', cell: () => null, value: (row) => row.name }, { key: 'maat', title: 'Maat', cell: () => null, value: (row) => row.size }];
const rows: Row[] = [{ name: 'Regel 10', size: 2 }, { name: 'regel 9', size: 10 }, { name: 'Élan', size: 1 }];

test('a table finds every word that is looked for, and sorts numbers as numbers', () => {
  assert.deepEqual(arrange(rows, columns, 'REGEL 9', undefined, false).map((row) => row.name), ['regel 9']);
  assert.deepEqual(arrange(rows, columns, '', columns[0], false).map((row) => row.name), ['Élan', 'regel 9', 'Regel 10']);
  assert.deepEqual(arrange(rows, columns, '', columns[1], true).map((row) => row.size), [10, 2, 1]);
  assert.deepEqual(rows.map((row) => row.size), [2, 10, 1], 'what was given stays as it was');
});

test('an axis has round steps that reach the largest value', () => {
  for (const most of [0, 1, 3, 7, 99, 101, 12_345, 4_999_999]) {
    const marks = ticks(most);
    assert.ok(marks.at(-1)! >= most && marks.length >= 2 && marks.length <= 7, `${most}: ${marks}`);
  }
});

test('a line breaks where nothing was counted', () => {
  assert.equal(lineOf([1, undefined, 2, 3], (at) => at, (value) => value), 'M0.0 1.0M2.0 2.0L3.0 3.0');
});

const DOT = `digraph "x" {
  subgraph "cluster_main" {
    graph [label="Route", style="rounded,filled"];
    "main/begin" [shape=circle, label="", width=0.15];
    "main/begin" -> "main.new";
    "main.new" [label="Nieuw"];
    "main.deciding" [label="Besluit\\n☐ Neem het \\"besluit\\""];
    "main.closed" [label="Afgerond", peripheries=2];
    "main.*" [label="elke toestand", style="rounded,dashed"];
    "main.new" -> "main.deciding" [label="Casus geopend [a = b]\\nAnders"];
    "main.deciding" -> "main.closed" [label="Klaar"];
    "main.*" -> "main.closed" [label="Weg"];
  }
  subgraph "cluster_part" {
    graph [label="Onderdeel"];
    "part.open" [label="Open"];
  }
}`;

test('a diagram is read as it is drawn', () => {
  const diagram = readDot(DOT);
  assert.deepEqual(diagram.clusters, [{ id: 'cluster_main', title: 'Route' }, { id: 'cluster_part', title: 'Onderdeel' }]);
  const deciding = diagram.nodes.find((node) => node.id === 'main.deciding')!;
  assert.equal(deciding.title, 'Besluit');
  assert.deepEqual(deciding.notes, ['☐ Neem het "besluit"']);
  assert.equal(diagram.nodes.find((node) => node.id === 'main.closed')!.final, true);
  assert.deepEqual(diagram.edges.find((edge) => edge.to === 'main.deciding')!.labels, ['Casus geopend [a = b]', 'Anders']);
});

test('the way through a diagram is where it was, where it is and where it can go', () => {
  const way = wayThrough(readDot(DOT), 'cluster_main', ['main.new'], new Set(), 'main.new', false);
  assert.deepEqual(way.nodes.map((node) => node.id), ['main.new', 'main.deciding']);
  assert.equal(way.edges.length, 1);
  assert.deepEqual(wayThrough(readDot(DOT), 'cluster_main', [], new Set(), 'main.new', true).nodes.map((node) => node.id), ['main.new', 'main.deciding', 'main.closed']);
});

test('the steps of a route are told each time that it came somewhere, and what its definition lets come next', () => {
  const at = (toState: string, part = '') => ({ toState, part, time: '2026-03-02T08:00:00Z' });
  assert.deepEqual(stepsOf([at('new'), at('new'), at('open', 'line-1'), at('deciding'), at(''), at('new')]).map((step) => step.state), ['new', 'deciding', 'new']);
  assert.deepEqual(nextOf(readDot(DOT), 'deciding'), [{ id: 'main.closed', title: 'Afgerond', final: true }]);
  assert.deepEqual(nextOf(readDot(DOT), 'closed'), []);
});

test('a way that any state can take is drawn when it was gone', () => {
  const gone = new Set([stepOf('main.new', 'main.closed')]);
  const way = wayThrough(readDot(DOT), 'cluster_main', ['main.new', 'main.closed'], gone, 'main.closed', false);
  assert.deepEqual(way.edges.map((edge) => stepOf(edge.from, edge.to)), ['main.new main.closed']);
});

test('a message is late from the day after its term, in the states in which one runs', () => {
  const due = { answerDueDate: { year: 2026, month: 3, day: 9 } };
  // Half past midnight on the tenth in the Netherlands is still the ninth by universal time.
  assert.equal(isLate({ ...due, state: 'SENT' }, new Date('2026-03-09T23:30:00Z')), true);
  assert.equal(isLate({ ...due, state: 'SENT' }, new Date('2026-03-09T22:30:00Z')), false);
  assert.equal(isLate({ ...due, state: 'ANSWERED' }, new Date('2026-04-01T12:00:00Z')), false);
  assert.equal(isLate({ state: 'SENT' }, new Date()), false);
});

test('places are free when nobody has or holds them, and products are counted over all locations', () => {
  assert.equal(freePlaces({ places: 3, reserved: 1, allocated: 4 }), -2);
  assert.deepEqual(byProduct([{ product: { code: 'A' }, places: 10, allocated: 1 }, { product: { code: 'B' }, places: 2, allocated: 1, reserved: 1 }, { product: { code: 'A' }, places: 10 }]),
    [{ product: 'B', places: 2, taken: 2 }, { product: 'A', places: 20, taken: 1 }]);
});
