// All routes that the viewer may see: by state, municipality, lateness.
import { idOf, pathTo, useAddress, type Address } from '../../address.ts';
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { useCall } from '../../parts/answer.tsx';
import { useNow } from '../../parts/clock.ts';
import { Due } from '../../parts/due.tsx';
import { Filter, Filters } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { choices, municipalityName, productName, providerName, useNames } from '../../parts/names.tsx';
import { Badge } from '../../parts/notice.tsx';
import { Head } from '../../parts/page.tsx';
import { Table, type Column } from '../../parts/table.tsx';
import { formatDay, shortId } from '../../words/format.ts';
import { RouteDetail } from './route_page.tsx';

type Route = orchestrator.Route;

export function RoutePage({ address }: { address: Address }) {
  return address.steps[1] ? <RouteDetail id={address.steps[1]} key={address.steps[1]} /> : <RouteList />;
}

function RouteList() {
  const names = useNames();
  const now = useNow();
  const { params } = useAddress();
  const counts = useCall('RouteOperations/CountRoutes', { by: 'STATE', filter: {} });
  const which = params.get('welke') ?? 'open';
  const filter: orchestrator.RouteFilter = {
    state: params.get('stand') ?? '', municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '',
    client: params.get('client') ? `clients/${params.get('client')}` : '',
    openOnly: which !== 'alle', pausedOnly: which === 'stil', stuckOnly: which === 'vast',
    // To the minute, so that the question stays the same while the page is looked at.
    ...(which === 'laat' ? { dueBefore: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString() } : {}),
  };
  const columns: Column<Route>[] = [
    { key: 'route', title: t('Route', 'Route'), path: 'name', cell: (route) => <A to={pathTo('route', idOf(route.name))}><code>{shortId(route.name)}</code></A> },
    { key: 'stand', title: t('Staat', 'State'), path: 'state_title', value: (route) => route.stateTitle ?? '',
      cell: (route) => <>{route.stateTitle} {route.paused && <Badge tone="bad">{t('stilgezet', 'paused')}</Badge>}{' '}
        {route.interruptState && <Badge tone="late">{t('crisis', 'crisis')}</Badge>}</> },
    { key: 'termijn', title: t('Eerste termijn', 'First term'), path: 'due_time', order: { up: { order: 'DUE' } },
      cell: (route) => <Due time={route.dueTime} now={now} /> },
    { key: 'wacht', title: t('Wacht op', 'Waits for'), path: 'waits_for', value: (route) => (route.waitsFor ?? []).join('; '),
      cell: (route) => <span class="hint" lang="nl">{route.waitsFor?.[0] ?? '–'}</span> },
    { key: 'zorg', title: t('Hulp', 'Care'), inFile: [['lines.product.code', t('Product', 'Product')], ['lines.provider', t('Aanbieder', 'Provider')]],
      value: (route) => (route.lines ?? []).map((line) => `${productName(names, line.product?.code)} ${providerName(names, line.provider)}`).join(', '),
      cell: (route) => (route.lines ?? []).map((line) => <div key={line.line}>{productName(names, line.product?.code)}
        <span class="hint"> · {providerName(names, line.provider)}</span></div>) },
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'municipality', value: (route) => municipalityName(names, route.municipality),
      cell: (route) => municipalityName(names, route.municipality) },
    { key: 'sinds', oneLine: true, title: t('Geopend', 'Opened'), path: 'create_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } },
      cell: (route) => formatDay(route.createTime) },
  ];
  return (
    <>
      <Head title={t('Routes', 'Routes')} lead={t('Iedere route van verwijzing tot het einde van de hulp, voor zover u haar mag zien.',
        'Every route from referral to the end of care, as far as you may see it.')} />
      <Filters>
        <Filter label={t('Welke', 'Which')} param="welke" all={t('die lopen', 'that run')} options={[
          { value: 'laat', title: t('met een te late taak', 'with a late task') }, { value: 'vast', title: t('die vastzitten', 'that are stuck') },
          { value: 'stil', title: t('die stilgezet zijn', 'that are paused') }, { value: 'alle', title: t('alle, ook afgerond', 'all, ended ones too') }]} />
        <Filter label={t('Staat', 'State')} param="stand" all={t('alle', 'all')}
          options={(counts.answer?.counts ?? []).map((one) => ({ value: one.value ?? '', title: one.title || one.value || '' }))} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
      </Filters>
      <Table method="Orchestrator/ListRoutes" request={{ filter }} rows={(answer) => answer.routes} columns={columns}
        caption={t('Routes', 'Routes')} rowKey={(route) => route.name ?? ''}
        tone={(route) => route.dueTime && new Date(route.dueTime) < now ? 'row-late' : undefined}
        empty={t('Er zijn geen routes die u mag zien. Wie bij een cliënt betrokken is, ziet diens route.',
          'There are no routes that you may see. Who is involved with a client sees the route.')} />
    </>
  );
}
