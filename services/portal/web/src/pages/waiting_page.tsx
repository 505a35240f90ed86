// Who waits for what, how long, and what comes free: per product and location.
import { idOf, pathTo, useAddress } from '../address.ts';
import type { allocation } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, callAll, useAsked } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { DateFilter, Filter, Filters, Tabs } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { Meter } from '../parts/meter.tsx';
import { choices, municipalityName, productName, providerName, useNames } from '../parts/names.tsx';
import { Badge, Notice } from '../parts/notice.tsx';
import { Head, Tile } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { Table, type Column } from '../parts/table.tsx';
import { has } from '../session.ts';
import { daysUntil, formatDay, formatDays, formatNumber, formatVolume, fromDay, shortId } from '../words/format.ts';
import { urgencyTitle } from '../words/titles.ts';
import { median, percentile } from '../words/statistics.ts';

type Use = allocation.CapacityUse;
type Waiting = allocation.Waiting;

/** Places that nobody has or holds; below 0 when more are taken than there are. */
export const freePlaces = (use: Use): number => (use.places ?? 0) - (use.reserved ?? 0) - (use.allocated ?? 0);

export function WaitingPage() {
  const session = useSession();
  const { params } = useAddress();
  const seesClients = has(session, 'access-professional', 'access-manager', 'back-office', 'operator', 'privacy-officer');
  const part = params.get('deel') ?? (seesClients ? 'wachten' : 'plekken');
  const tab = (name: string, title: string) => ({ title, to: `/wachtlijst?deel=${name}`, current: part === name });
  return (
    <>
      <Head title={t('Wachtlijst en plekken', 'Waiting list and places')} lead={t('Wie hoe lang wacht, en waar plek is.', 'Who waits how long, and where there is room.')} />
      <Tabs label={t('Delen', 'Parts')} tabs={[...(seesClients ? [tab('wachten', t('Wie wacht', 'Who waits'))] : []), tab('plekken', t('Plekken', 'Places'))]} />
      {part === 'wachten' ? <WaitingList /> : <Capacity />}
    </>
  );
}

function WaitingList() {
  const names = useNames();
  const now = useNow();
  const { params } = useAddress();
  const days = (one: Waiting) => (one.since ? -daysUntil(one.since, now) : 0);
  const municipality = params.get('gemeente') ?? '';
  const columns: Column<Waiting>[] = [
    { key: 'product', title: t('Wacht op', 'Waits for'), path: 'line.product.code', value: (one) => productName(names, one.line?.product?.code), cell: (one) => <>{productName(names, one.line?.product?.code)}<br /><span class="hint">{formatVolume(one.line)}</span></> },
    { key: 'spoed', title: t('Spoed', 'Urgency'), path: 'urgency', order: { down: { order: 'URGENCY' } }, value: (one) => one.urgency ?? 0, cell: (one) => <Badge tone={one.urgency === 2 ? 'late' : one.urgency === 1 ? 'soon' : 'plain'}>{urgencyTitle(one.urgency)}</Badge> },
    { key: 'dagen', title: t('Wacht al', 'Has waited'), numeric: true, order: { up: { order: 'NEWEST' }, down: { order: 'LONGEST' } }, value: days, cell: (one) => formatDays(days(one)) },
    { key: 'sinds', oneLine: true, title: t('Sinds', 'Since'), path: 'since', order: { up: { order: 'LONGEST' }, down: { order: 'NEWEST' } }, value: (one) => one.since ?? '', cell: (one) => formatDay(one.since) },
    { key: 'aanbieder', title: t('Gevraagde aanbieder', 'Provider asked'), path: 'line.provider', value: (one) => providerName(names, one.line?.provider), cell: (one) => providerName(names, one.line?.provider) },
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'municipality', value: (one) => municipalityName(names, one.municipality), cell: (one) => municipalityName(names, one.municipality) },
    { key: 'route', title: t('Route en waarom geen plek', 'Route and why no place'), path: 'route', value: (one) => one.route ?? '', cell: (one) => <A to={pathTo('route', idOf(one.route))}><code>{shortId(one.route)}</code></A> },
  ];
  const all = useAsked(`waiting ${municipality}`, (signal) => callAll('Allocation/ListWaiting', { municipality }, 'waiting', signal));
  return (
    <>
      <Filters><Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} /></Filters>
      <Answered of={all} lines={1}>
        {({ rows }) => {
          const waits = (rows as Waiting[]).map(days);
          return (
            <div class="tiles">
              <Tile title={t('Wachten nu', 'Waiting now')} value={formatNumber(waits.length)} />
              <Tile title={t('Middelste wachttijd', 'Median wait')} value={waits.length ? formatDays(median(waits)) : '–'} note={t('de helft wacht langer', 'half wait longer')} />
              <Tile title={t('Een op de tien wacht langer dan', 'One in ten waits longer than')} value={waits.length ? formatDays(percentile(waits, 90)) : '–'} />
              <Tile title={t('Met spoed of in crisis', 'Urgent or in crisis')} value={formatNumber((rows as Waiting[]).filter((one) => (one.urgency ?? 0) > 0).length)} />
            </div>
          );
        }}
      </Answered>
      <Table method="Allocation/ListWaiting" request={{ municipality }} rows={(answer) => answer.waiting} columns={columns}
        rowKey={(one) => `${one.route} ${one.line?.line}`} caption={t('Wachtlijst', 'Waiting list')} tone={(one) => (one.urgency === 2 ? 'row-late' : undefined)}
        empty={t('Niemand wacht op een plek, voor zover u mag zien.', 'Nobody waits for a place, as far as you may see.')} />
    </>
  );
}

function Capacity() {
  const names = useNames();
  const { params } = useAddress();
  const provider = params.get('aanbieder') ?? '';
  const date = fromDay(params.get('dag') ?? '');
  const product = params.get('product') ?? '';
  const known = names.products.get(product)?.product;
  const request = { provider, ...(date ? { date } : {}), ...(known ? { product: known } : {}) };
  // A product that is not known yet is looked for here; otherwise the service finds its places, those of its whole category too.
  const fits = (use: Use) => !product || known !== undefined || use.product?.code === product;
  const all = useAsked(`capacity ${JSON.stringify(request)}`, (signal) => callAll('Allocation/ListCapacity', request, 'uses', signal));
  const columns: Column<Use>[] = [
    { key: 'waar', title: t('Locatie', 'Location'), path: 'display_name', order: { up: { order: 'LOCATION' } }, value: (use) => use.displayName ?? '', cell: (use) => <>{use.displayName}<br /><span class="hint">{providerName(names, use.provider)}</span></> },
    { key: 'product', title: t('Product', 'Product'), path: 'product.code', value: (use) => productName(names, use.product?.code), cell: (use) => productName(names, use.product?.code) },
    { key: 'bezet', title: t('Bezet', 'Taken'), value: (use) => ((use.allocated ?? 0) + (use.reserved ?? 0)) / Math.max(1, use.places ?? 0),
      cell: (use) => <Meter value={(use.allocated ?? 0) + (use.reserved ?? 0)} of={use.places ?? 0} /> },
    { key: 'vrij', title: t('Vrij', 'Free'), numeric: true, order: { up: { order: 'LEAST_FREE' }, down: { order: 'MOST_FREE' } }, value: freePlaces, cell: (use) => (freePlaces(use) > 0 ? formatNumber(freePlaces(use)) : <Badge tone="late">{t('vol', 'full')}</Badge>) },
    { key: 'toegewezen', title: t('Toegewezen', 'Allocated'), path: 'allocated', numeric: true, value: (use) => use.allocated ?? 0, cell: (use) => formatNumber(use.allocated) },
    { key: 'vast', title: t('Vastgehouden', 'Held'), path: 'reserved', numeric: true, value: (use) => use.reserved ?? 0, cell: (use) => formatNumber(use.reserved) },
    { key: 'plekken', title: t('Plekken', 'Places'), path: 'places', numeric: true, value: (use) => use.places ?? 0, cell: (use) => formatNumber(use.places) },
    { key: 'over', title: t('Te veel', 'Overbooked'), path: 'overbooked', numeric: true, value: (use) => use.overbooked ?? 0, cell: (use) => ((use.overbooked ?? 0) > 0 ? <Badge tone="bad">{formatNumber(use.overbooked)}</Badge> : '–') },
  ];
  return (
    <>
      <Filters>
        <DateFilter label={t('Op dag', 'On day')} param="dag" />
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
        <Filter label={t('Product', 'Product')} param="product" all={t('alle', 'all')} options={choices(names.products, (one) => one.displayName)} />
      </Filters>
      <Answered of={all} lines={1}>
        {({ rows, whole }) => {
          const uses = (rows as Use[]).filter(fits);
          const sum = (of: (use: Use) => number) => uses.reduce((total, use) => total + of(use), 0);
          return (
            <>
              {!whole && <Notice tone="warning">{t('De optelling telt niet alle locaties; maak de keuze kleiner.', 'The sums do not count all locations; narrow your choice.')}</Notice>}
              <div class="tiles">
                <Tile title={t('Vrije plekken', 'Free places')} value={formatNumber(sum((use) => Math.max(0, freePlaces(use))))} note={t(`van ${formatNumber(sum((use) => use.places ?? 0))}`, `of ${formatNumber(sum((use) => use.places ?? 0))}`)} />
                <Tile title={t('Vol', 'Full')} value={formatNumber(uses.filter((use) => freePlaces(use) <= 0).length)} note={t('locaties met een product', 'locations with a product')} />
                <Tile title={t('Te veel bezet', 'Overbooked')} value={formatNumber(sum((use) => use.overbooked ?? 0))} tone={sum((use) => use.overbooked ?? 0) > 0 ? 'tile--late' : ''} />
              </div>
            </>
          );
        }}
      </Answered>
      <Table method="Allocation/ListCapacity" request={request} rows={(answer) => answer.uses} columns={columns} rowKey={(use) => `${use.location} ${use.product?.code}`}
        keep={product && !known ? fits : undefined}
        caption={t('Plekken', 'Places')} empty={t('Er zijn geen locaties in deze keuze.', 'There are no locations in this choice.')} />
    </>
  );
}
