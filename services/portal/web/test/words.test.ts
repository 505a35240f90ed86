import assert from 'node:assert/strict';
import test from 'node:test';
import { daysUntil, formatActor, formatCents, formatDate, formatMonth, formatTenths, formatVolume, fromDay, toDay } from '../src/words/format.ts';
import { median, percentile } from '../src/words/statistics.ts';

test('money is exact to the cent beyond what a double holds', () => {
  assert.equal(formatCents('9007199254740993'), '€\u00a090.071.992.547.409,93');
  assert.equal(formatCents('-5'), '−€\u00a00,05');
  assert.equal(formatCents(undefined), '€\u00a00,00');
});

test('tenths have one digit behind the comma, also where that is nought', () => {
  assert.equal(formatTenths('24'), '2,4');
  assert.equal(formatTenths(20), '2,0');
  assert.equal(formatTenths(undefined), '0,0');
});

test('a day is the same day wherever the browser stands', () => {
  assert.equal(formatDate({ year: 2026, month: 3, day: 1 }), '1 mrt 2026');
  assert.equal(formatMonth({ year: 2026, month: 12, day: 1 }), 'dec 2026');
});

test('a day that is no day is none', () => {
  for (const text of ['', '2026-3-1', 'morgen', '2026-03-01T00:00']) assert.equal(fromDay(text), undefined, text);
  assert.deepEqual(fromDay('2026-03-01'), { year: 2026, month: 3, day: 1 });
  assert.equal(toDay(fromDay('2026-03-01')), '2026-03-01');
});

test('days are counted by the calendar in the Netherlands and not in 24 hours', () => {
  // Ten past midnight there is tomorrow, though it is twenty minutes on and still yesterday in New York.
  assert.equal(daysUntil('2026-03-01T23:10:00Z', new Date('2026-03-01T22:50:00Z')), 1);
  // Over the night that the clock goes forward, which has 23 hours.
  assert.equal(daysUntil('2026-03-29T22:30:00Z', new Date('2026-03-28T12:00:00Z')), 2);
});

test('a line of care is said by its volume or its budget', () => {
  const cases: [Parameters<typeof formatVolume>[0], string][] = [
    [{ volume: { amount: '4', unit: 'HOUR', frequency: 'PER_WEEK' } }, '4 uur per week'],
    [{ volume: { amount: '1', unit: 'PART_DAY', frequency: 'TOTAL' } }, '1 dagdeel in totaal'],
    [{ budget: { cents: '125000' } }, 'budget €\u00a01.250,00'],
    [{}, '–'],
  ];
  for (const [line, said] of cases) assert.equal(formatVolume(line), said);
});

test('actors are said by what they are', () => {
  assert.equal(formatActor('persons/an-de-vries'), 'an de vries');
  assert.equal(formatActor('services/orchestrator'), 'vanzelf');
  assert.equal(formatActor(undefined), '–');
});

test('a percentile is always one of the values', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(percentile([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 90), 90);
  assert.equal(percentile([], 90), 0);
});
