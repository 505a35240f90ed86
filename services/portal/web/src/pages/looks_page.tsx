// The look log: who looked at clients, when and why; to be shown to a client who asks.
import { useAddress } from '../address.ts';
import type { platform } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { Filter, Filters } from '../parts/fields.tsx';
import { municipalityName, useNames } from '../parts/names.tsx';
import { Badge, Notice } from '../parts/notice.tsx';
import { Head } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { Table, type Column } from '../parts/table.tsx';
import { formatActor, formatNumber, formatTime, shortId } from '../words/format.ts';
import { purposeTitle } from '../words/titles.ts';

const SERVICES = ['intake', 'access', 'orchestrator', 'allocation', 'messaging', 'claims'];

export function LooksPage() {
  const session = useSession();
  const names = useNames();
  const { params } = useAddress();
  const client = params.get('client') ?? '';
  const service = params.get('dienst') ?? '';
  const municipality = params.get('gemeente') ?? '';
  const request = { client: client ? `clients/${client}` : '', service, municipality };
  const whole = useCall('Operations/ListLooks', { ...request, pageSize: 1 });
  const columns: Column<platform.LookEntry>[] = [
    { key: 'wanneer', oneLine: true, title: t('Wanneer', 'When'), path: 'look_time', order: { down: { order: 'NEWEST' } }, value: (one) => one.lookTime ?? '', cell: (one) => formatTime(one.lookTime) },
    { key: 'wie', title: t('Wie', 'Who'), path: 'subject', value: (one) => one.subject ?? '', cell: (one) => <>{formatActor(one.subject)}{one.onBehalfOf && <><br /><span class="hint">{t('namens', 'on behalf of')} {formatActor(one.onBehalfOf)}</span></>}</> },
    { key: 'waarom', title: t('Waarom', 'Why'), path: 'purpose', value: (one) => one.purpose ?? '', cell: (one) => (purposeTitle(one.purpose) === '–' ? one.purpose : purposeTitle(one.purpose)) },
    { key: 'waar', title: t('Waar', 'Where'), path: 'service', value: (one) => `${one.service} ${one.method}`, cell: (one) => <>{one.service}<br /><span class="hint">{one.method?.split('/').pop()}</span></> },
    { key: 'naar', title: t('Naar wie', 'At whom'), value: (one) => (one.clients ?? []).join(' '), cell: (one) => (one.clients?.length ?? 0) > 3 ? `${formatNumber(one.clients?.length)} ${t('cliënten', 'clients')}` : (one.clients ?? []).map((each) => <code key={each}>{shortId(each)} </code>) },
  ];
  return (
    <>
      <Head title={t('Inzagelogboek', 'Look log')} lead={client ? <>{t('Wie keek naar cliënt', 'Who looked at client')} <code>{shortId(`clients/${client}`)}</code></> : t('Wie keek, wanneer en waarom.', 'Who looked, when and why.')} />
      <Answered of={whole} lines={1}>
        {({ intact }) => <p>{t('De keten van het logboek', 'The chain of the log')}: <Badge tone={intact ? 'good' : 'bad'}>{intact ? t('heel', 'whole') : t('gebroken: meld dit', 'broken: report this')}</Badge></p>}
      </Answered>
      {!client && <Notice>{t('Voor één cliënt: open diens huishouden en kies ‘Wie keek er?’.', 'For one client: open the household and choose ‘Who looked?’.')}</Notice>}
      <Filters><Filter label={t('Dienst', 'Service')} param="dienst" all={t('alle', 'all')} options={SERVICES.map((value) => ({ value, title: value }))} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={session.municipalities.map((value) => ({ value, title: municipalityName(names, value) }))} /></Filters>
      <Looks request={request} columns={columns} />
    </>
  );
}

function Looks({ request, columns }: { request: { client: string; service: string; municipality: string }; columns: Column<platform.LookEntry>[] }) {
  return <Table method="Operations/ListLooks" request={request} rows={(answer) => answer.looks} columns={columns}
    rowKey={(one) => `${one.service} ${one.number}`} caption={t('Inzagen', 'Looks')} empty={t('Niemand keek, voor zover het logboek zegt.', 'Nobody looked, as far as the log says.')} />;
}

