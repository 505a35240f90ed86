// The one table: it sorts, filters and pages in the query, exports what it shows, and keeps its state in the address.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { go, useAddress, withParams } from '../address.ts';
import { exportFile } from '../api/client.ts';
import { CallError } from '../api/call_error.ts';
import type { Calls } from '../api/generated.ts';
import { language, t } from '../language.ts';
import { formatNumber } from '../words/format.ts';
import { Answered, useCall } from './answer.tsx';
import { A, followInside } from './link.tsx';
import { Button, Empty, ErrorNotice, Notice } from './notice.tsx';
import { csvOf, xlsxOf, type Sheet } from './sheet.ts';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** What it sorts and is searched by; a column without it does neither. */
  value?: (row: Row) => string | number;
  /** Orders that the method itself knows, which hold over all pages: what to add to the request, rising and falling. */
  order?: { up?: object; down?: object };
  /** Dotted path in the answer's rows, for export; a column without it is not exported. */
  path?: string;
  /** Paths and titles in a file, where one column is more than one value there. */
  inFile?: [path: string, title: string][] | undefined;
  /** What a file has of it, where that is not its value. */
  file?: (row: Row) => string | number;
  /** Its value is in cents; a file has euros. */
  cents?: boolean;
  numeric?: boolean;
  /** Stays on one line: a day, a code. */
  oneLine?: boolean;
}
type PagedMethod = { [M in keyof Calls]: Calls[M]['request'] extends { pageSize?: number } ? M : never }[keyof Calls];

const PAGE = 50;
/** As many as one call gives: what can be sorted and searched by the browser as one whole. */
const WHOLE = 1000;

interface Props<M extends PagedMethod, Row> {
  method: M;
  request: Omit<Calls[M]['request'], 'requestId' | 'pageSize' | 'pageToken'>;
  rows: (answer: Calls[M]['response']) => Row[] | undefined;
  columns: Column<Row>[];
  caption: string;
  /** What to say when there is nothing. */
  empty: string;
  /** Names its parameters in the address, where a page has several tables. */
  id?: string;
  rowKey: (row: Row, at: number) => string;
  /** Of which rows to make much. */
  tone?: (row: Row) => string | undefined;
  pageSize?: number;
  quiet?: string[];
  /** Which rows to show, where the method cannot choose; then the table holds them all. */
  keep?: (row: Row) => boolean;
}

export function Table<M extends PagedMethod, Row>(props: Props<M, Row>) {
  const { method, columns, id = '' } = props;
  const { params } = useAddress();
  const sort = params.get(id + 'sorteer') ?? '';
  const search = params.get(id + 'zoek') ?? '';
  const page = params.get(id + 'blad') ?? '';
  const by = columns.find((column) => column.key === sort.replace(/^-/, ''));
  const ordered = by?.order?.[sort.startsWith('-') ? 'down' : 'up'];
  const narrowed = search !== '' || props.keep !== undefined;
  const whole = narrowed || (by !== undefined && ordered === undefined);
  const base = { ...props.request, ...ordered };
  const asked = useCall(method, { ...base, pageSize: whole ? WHOLE : props.pageSize ?? PAGE,
    ...(page && !whole ? { pageToken: page } : {}) } as never);
  const change = (changes: Record<string, string | undefined>) =>
    go(withParams(params, Object.fromEntries(Object.entries(changes).map(([name, value]) => [id + name, value]))));
  const next = (asked.answer as { nextPageToken?: string } | undefined)?.nextPageToken ?? '';
  // The first rows of a longer list are in no order that means anything: they stay as the service gave them.
  const tooMany = whole && next !== '';
  const all = asked.answer === undefined ? [] : (props.rows(asked.answer) ?? []).filter(props.keep ?? (() => true));
  const arranged = whole ? arrange(all, columns, search, by && !ordered && !tooMany ? by : undefined, sort.startsWith('-')) : all;

  // A whole list is turned over by number, a longer one by what its method says comes next.
  const at = Math.max(1, Number(page) || 1);
  const shown = whole ? arranged.slice((at - 1) * PAGE, at * PAGE) : arranged;

  return (
    <div class="table-block">
      <Tools search={search} onSearch={(text) => change({ zoek: text, blad: undefined })} searchable={columns.some((c) => c.value)}
        columns={columns} caption={props.caption} save={(format) => {
          if (whole && !tooMany) return Promise.resolve((format === 'csv' ? csvOf : xlsxOf)(sheetOf(columns, arranged)));
          if (narrowed) return Promise.reject(new CallError('resource_exhausted', 'more rows than can be narrowed'));
          return exportFile(format, method, base as never, fileColumns(columns));
        }} />
      <Answered of={asked} lines={6} quiet={props.quiet}>
        {() => (
          <>
            {tooMany && <TooMany narrowed={narrowed} sorted={by !== undefined && !ordered} />}
            {shown.length === 0
              ? <Nothing said={props.empty} filtered={search !== '' || page !== ''} onClear={() => change({ zoek: undefined, blad: undefined })} />
              : <Rows {...props} rows={shown} sort={tooMany && !ordered ? '' : sort} fixed={tooMany} />}
            <Pages count={arranged.length} first={!page || (whole && at === 1)} next={whole ? (at * PAGE < arranged.length ? String(at + 1) : '') : next} params={params} id={id}
              {...(whole ? { range: [(at - 1) * PAGE + 1, Math.min(at * PAGE, arranged.length)] as const } : {})} />
          </>
        )}
      </Answered>
    </div>
  );
}

function TooMany({ narrowed, sorted }: { narrowed: boolean; sorted: boolean }) {
  const most = formatNumber(WHOLE);
  return (
    <Notice tone="warning" title={t(`Deze lijst is langer dan ${most} regels`, `This list is longer than ${most} rows`)}>
      {narrowed && <p>{t(`Gezocht is in de eerste ${most}.`, `Searched within the first ${most}.`)}</p>}
      {sorted && <p>{t('Zo kan zij niet worden gesorteerd.', 'It cannot be sorted like this.')}</p>}
      <p>{t('Maak de keuze kleiner, bijvoorbeeld één gemeente, aanbieder of maand.', 'Narrow your choice: one municipality, provider or month.')}</p>
    </Notice>
  );
}

function Nothing({ said, filtered, onClear }: { said: string; filtered: boolean; onClear: () => void }) {
  return (
    <Empty>
      {filtered ? t('Niets past bij wat u zoekt.', 'Nothing fits what you look for.') : said}{' '}
      {filtered && <Button kind="subtle" onClick={onClear}>{t('Toon alles', 'Show all')}</Button>}
    </Empty>
  );
}

/** Those that hold every word that is looked for, in order of the column. */
export function arrange<Row>(rows: Row[], columns: Column<Row>[], search: string, by: Column<Row> | undefined, falling: boolean): Row[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? [...rows] : rows.filter((row) => {
    const said = columns.map((column) => String(column.value?.(row) ?? '')).join(' ').toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
  if (!by?.value) return found;
  const value = by.value;
  const compare = (a: Row, b: Row) => {
    const [x, y] = [value(a), value(b)];
    return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), language(), { numeric: true });
  };
  return found.sort((a, b) => (falling ? compare(b, a) : compare(a, b)));
}

function Rows<Row>({ columns, rows, sort, caption, rowKey, tone, id = '', fixed }:
  { columns: Column<Row>[]; rows: Row[]; sort: string; caption: string; rowKey: (row: Row, at: number) => string;
    tone?: (row: Row) => string | undefined; id?: string; fixed: boolean }) {
  return (
    <div class="utrecht-table-container table-scroll" role="region" aria-label={t(`Tabel: ${caption}`, `Table: ${caption}`)} tabIndex={0}>
      <table class="utrecht-table table">
        <caption class="unseen">{caption}</caption>
        <thead class="utrecht-table__header">
          <tr>{columns.map((column) => <Heading key={column.key} column={column} sort={sort} id={id} fixed={fixed} />)}</tr>
        </thead>
        <tbody class="utrecht-table__body">
          {rows.map((row, at) => (
            <tr key={rowKey(row, at)} class={`utrecht-table__row ${tone?.(row) ?? ''}`}>
              {columns.map((column, place) => {
                const look = `utrecht-table__cell ${column.numeric ? 'numeric' : ''} ${column.oneLine ? 'one-line' : ''}`;
                return place === 0
                  ? <th key={column.key} scope="row" class={look} data-title={column.title}>{column.cell(row)}</th>
                  : <td key={column.key} class={look} data-title={column.title}>{column.cell(row)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `fixed`: the list is too long to be sorted here, so only what its method orders leads anywhere. */
function Heading<Row>({ column, sort, id, fixed }: { column: Column<Row>; sort: string; id: string; fixed: boolean }) {
  const { params } = useAddress();
  const active = sort.replace(/^-/, '') === column.key;
  const look = `utrecht-table__header-cell ${column.numeric ? 'numeric' : ''}`;
  const here = column.value !== undefined && !fixed;
  const ways = [here || column.order?.up ? column.key : '', here || column.order?.down ? `-${column.key}` : ''].filter(Boolean);
  if (ways.length === 0) return <th scope="col" class={look}>{column.title}</th>;
  const next = active ? ways[ways.indexOf(sort) + 1] : ways[0];
  const to = withParams(params, { [id + 'sorteer']: next, [id + 'blad']: undefined });
  return (
    <th scope="col" class={look} aria-sort={active ? (sort.startsWith('-') ? 'descending' : 'ascending') : undefined}>
      <a class="sort" href={to} onClick={(event) => followInside(event, to)}>
        {column.title}<span class="sort-mark" aria-hidden="true">{active ? (sort.startsWith('-') ? '↓' : '↑') : '↕'}</span>
      </a>
    </th>
  );
}

function Pages({ count, first, next, params, id, range }: {
  count: number; first: boolean; next: string; params: URLSearchParams; id: string;
  /** Which of a whole list are shown. */
  range?: readonly [number, number];
}) {
  if (first && !next) {
    return count > 0 ? <p class="hint">{formatNumber(count)} {count === 1 ? t('regel', 'row') : t('regels', 'rows')}</p> : null;
  }
  return (
    <nav class="pages" aria-label={t('Bladeren', 'Pages')}>
      {range && count > 0 && <span class="hint">{t(`${formatNumber(range[0])} – ${formatNumber(range[1])} van ${formatNumber(count)}`, `${formatNumber(range[0])} – ${formatNumber(range[1])} of ${formatNumber(count)}`)}</span>}
      {!first && <A to={withParams(params, { [id + 'blad']: undefined })}>{t('Naar het begin', 'To the first page')}</A>}
      {next && <A to={withParams(params, { [id + 'blad']: next })}>{t('Volgende bladzijde', 'Next page')}</A>}
    </nav>
  );
}

/** As the door is asked for them: `path:title`, with commas between. */
function fileColumns<Row>(columns: Column<Row>[]): string {
  return columns.flatMap((column) => column.inFile ?? (column.path ? [[column.path, column.title] as const] : []))
    .map(([path, title]) => `${path}:${title.replaceAll(/[,:]/g, ' ')}`).join(',');
}

/** What the screen shows, as a file. */
export function sheetOf<Row>(columns: Column<Row>[], rows: Row[]): Sheet {
  const kept = columns.filter((column) => column.file ?? column.value);
  const cell = (column: Column<Row>, row: Row) => {
    const value = (column.file ?? column.value)!(row);
    return column.cents && typeof value === 'number' ? value / 100 : value;
  };
  return { titles: kept.map((column) => column.title), rows: rows.map((row) => kept.map((column) => cell(column, row))) };
}

function Tools<Row>({ search, onSearch, searchable, columns, caption, save }: {
  search: string; onSearch: (text: string) => void; searchable: boolean; columns: Column<Row>[]; caption: string; save: (format: 'csv' | 'xlsx') => Promise<Blob>;
}) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState('');
  const field = useId();
  const keep = async (format: 'csv' | 'xlsx') => {
    setBusy(format);
    setError(undefined);
    try {
      offer(await save(format), `${caption}.${format}`);
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy('');
    }
  };
  return (
    <div class="table-tools">
      {searchable && (
        <form role="search" class="search" onSubmit={(event) => {
          event.preventDefault();
          onSearch(String(new FormData(event.currentTarget).get('zoek') ?? ''));
        }}>
          <label class="unseen" for={field}>{t('Zoek in deze lijst', 'Search this list')}</label>
          <input id={field} name="zoek" type="search" class="utrecht-textbox" defaultValue={search} key={search}
            placeholder={t('Zoek in deze lijst', 'Search this list')} />
          <Button type="submit">{t('Zoek', 'Search')}</Button>
        </form>
      )}
      {fileColumns(columns) && (
        <div class="exports">
          <Button kind="subtle" busy={busy === 'csv'} onClick={() => void keep('csv')}>{t('Naar CSV', 'To CSV')}</Button>
          <Button kind="subtle" busy={busy === 'xlsx'} onClick={() => void keep('xlsx')}>{t('Naar Excel', 'To Excel')}</Button>
        </div>
      )}
      {error instanceof CallError && error.code === 'resource_exhausted'
        ? <Notice tone="warning" title={t('Te groot voor één bestand', 'Too large for one file')}>
          {t('Maak de keuze kleiner en voer opnieuw uit.', 'Narrow your choice and export again.')}</Notice>
        : error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}

/** Gives a file to the browser to keep. */
export function offer(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
