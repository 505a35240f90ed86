// Values as people read them.
import type { values } from '../api/generated.ts';
import { language, t } from '../language.ts';

const ZONE = 'Europe/Amsterdam';
const locale = () => (language() === 'nl' ? 'nl-NL' : 'en-GB');
const NOTHING = '–';

/** A number that may come as text, because 64 bits do not fit a double in JSON. */
export const toNumber = (value: string | number | undefined): number => Number(value ?? 0);

export const formatNumber = (value: string | number | undefined): string => toNumber(value).toLocaleString(locale());

/** To the cent, without a double in between. */
export function formatMoney(money: values.Money | undefined): string {
  return money ? formatCents(money.cents) : NOTHING;
}
export function formatCents(cents: string | number | undefined): string {
  const amount = BigInt(cents ?? 0);
  const whole = amount < 0n ? -amount : amount;
  const euros = (whole / 100n).toLocaleString(locale());
  const rest = String(whole % 100n).padStart(2, '0');
  return `${amount < 0n ? '−' : ''}€ ${euros}${language() === 'nl' ? ',' : '.'}${rest}`;
}
/** For charts and headlines, where the table beside has the cents. */
export function formatEuros(cents: string | number | undefined): string {
  const euros = Math.round(toNumber(cents) / 100);
  return `${euros < 0 ? '−' : ''}€ ${Math.abs(euros).toLocaleString(locale())}`;
}

/** Of ten-thousandths: `12,5 %`. */
export const formatShare = (parts: string | number | undefined): string =>
  `${(toNumber(parts) / 100).toLocaleString(locale(), { maximumFractionDigits: 1 })} %`;
/** Tenths: 24 is 2,4. */
export const formatTenths = (tenths: string | number | undefined): string =>
  (toNumber(tenths) / 10).toLocaleString(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function toDay(date: values.Date | undefined): string {
  if (!date?.year) return '';
  return [String(date.year).padStart(4, '0'), String(date.month).padStart(2, '0'), String(date.day).padStart(2, '0')].join('-');
}
/** From `2026-04-09`; nothing of anything else. */
export function fromDay(day: string): values.Date | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  return parts ? { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) } : undefined;
}
export function formatDate(date: values.Date | undefined): string {
  if (!date?.year) return NOTHING;
  const day = new Date(Date.UTC(date.year, (date.month ?? 1) - 1, date.day ?? 1));
  return day.toLocaleDateString(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
export function formatMonth(date: values.Date | undefined): string {
  if (!date?.year) return NOTHING;
  return new Date(Date.UTC(date.year, (date.month ?? 1) - 1, 1))
    .toLocaleDateString(locale(), { month: 'short', year: 'numeric', timeZone: 'UTC' });
}
export const formatPeriod = (period: values.Period | undefined): string => !period ? NOTHING
  : `${formatDate(period.startDate)} – ${period.endDate ? formatDate(period.endDate) : t('onbepaald', 'open')}`;

export function formatDay(time: string | undefined): string {
  return time ? new Date(time).toLocaleDateString(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: ZONE })
    : NOTHING;
}
export function formatTime(time: string | undefined): string {
  return time ? new Date(time).toLocaleString(locale(),
    { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: ZONE }) : NOTHING;
}

/** As the head of a column. */
export const capital = (text: string): string => (text[0] ?? '').toUpperCase() + text.slice(1);

const DAY_MS = 86_400_000;
/** The day in the Netherlands, as a count, so that "tomorrow" is tomorrow and not 24 hours on. */
const dayNumber = (time: Date) =>
  Math.floor(Date.parse(time.toLocaleDateString('sv-SE', { timeZone: ZONE }) + 'T00:00:00Z') / DAY_MS);

/** Days from now to then: below 0 when it has passed. */
export const daysUntil = (time: string, now: Date): number => dayNumber(new Date(time)) - dayNumber(now);

/** `over 3 dagen`, `gisteren`, `5 dagen te laat` says the caller. */
export function formatDistance(days: number): string {
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(days, 'day');
}
export const formatDays = (days: number): string => days === 1 ? t('1 dag', '1 day') : `${formatNumber(days)} ${t('dagen', 'days')}`;

const UNITS: Record<string, [string, string]> = {
  MINUTE: ['minuten', 'minutes'], HOUR: ['uur', 'hours'], DAY_AND_NIGHT: ['etmalen', 'days and nights'],
  PART_DAY: ['dagdelen', 'part-days'], PIECE_OUTPUT: ['stuks', 'pieces'], EURO: ['euro', 'euro'], PIECE_EFFORT: ['stuks', 'pieces'],
};
const ONE: Record<string, [string, string]> = {
  MINUTE: ['minuut', 'minute'], HOUR: ['uur', 'hour'], DAY_AND_NIGHT: ['etmaal', 'day and night'],
  PART_DAY: ['dagdeel', 'part-day'], PIECE_OUTPUT: ['stuk', 'piece'], EURO: ['euro', 'euro'], PIECE_EFFORT: ['stuk', 'piece'],
};
const FREQUENCIES: Record<string, [string, string]> = {
  PER_DAY: ['per dag', 'a day'], PER_WEEK: ['per week', 'a week'], PER_MONTH: ['per maand', 'a month'], TOTAL: ['in totaal', 'in all'],
};
const word = (words: Record<string, [string, string]>, key: string | undefined) => {
  const found = words[key ?? ''];
  return found ? t(...found) : '';
};
export const formatUnit = (unit: values.Unit | undefined): string => word(ONE, unit) || NOTHING;
export const formatAmount = (amount: string | number | undefined, unit: values.Unit | undefined): string =>
  unit === 'EURO' ? formatCents(amount) : `${formatNumber(amount)} ${word(toNumber(amount) === 1 ? ONE : UNITS, unit)}`;

/** How much a line of care is: its volume, or its budget. */
export function formatVolume(line: { volume?: values.Volume; budget?: values.Money } | undefined): string {
  if (line?.budget) return `${t('budget', 'budget')} ${formatMoney(line.budget)}`;
  if (!line?.volume) return NOTHING;
  return `${formatAmount(line.volume.amount, line.volume.unit)} ${word(FREQUENCIES, line.volume.frequency)}`.trim();
}
export const formatProduct = (product: values.Product | undefined): string => !product ? NOTHING
  : product.code || (product.category ? `${t('categorie', 'category')} ${product.category}` : t('alleen budget', 'budget only'));

/** `persons/an-de-vries` as a person reads it. */
export function formatActor(name: string | undefined): string {
  if (!name) return NOTHING;
  const [kind, ...rest] = name.split('/');
  const id = rest.join('/');
  if (kind === 'persons') return id.replaceAll('-', ' ');
  if (kind === 'services') return t('vanzelf', 'by itself');
  if (kind === 'providers') return `${t('aanbieder', 'provider')} ${id}`;
  return name;
}
/** The first characters of an id: enough to tell apart on one screen. */
export const shortId = (name: string | undefined): string => (name ?? '').split('/').pop()?.slice(0, 8) ?? '';
