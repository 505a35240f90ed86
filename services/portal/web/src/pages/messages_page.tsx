// The exchange of messages: in, out, refused, late, and what did not arrive.
import { useState } from 'preact/hooks';
import { idOf, pathTo, useAddress, type Address } from '../address.ts';
import { call } from '../api/client.ts';
import type { messaging } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { Filter, Filters, Tabs } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { choices, municipalityName, providerName, useNames } from '../parts/names.tsx';
import { Badge, Button, ErrorNotice, Notice } from '../parts/notice.tsx';
import { Head } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { Table, type Column } from '../parts/table.tsx';
import { isOfProvider, may, type Session } from '../session.ts';
import { formatDate, formatNumber, formatTime, toDay } from '../words/format.ts';
import { directionTitle, messageKind, messageState } from '../words/titles.ts';
import { MessagePage } from './message_page.tsx';

type Message = messaging.Message;

const BAD: messaging.Message_State[] = ['REFUSED', 'REJECTED', 'ANSWERED_WITH_ERRORS', 'FAILED'];
/** A term runs in these states alone. */
const ANSWERABLE = ['SENT', 'RECEIVED', 'WAITING', 'FAILED', 'ACCEPTED'];

export function MessagesPage({ address }: { address: Address }) {
  return address.steps[1] ? <MessagePage id={address.steps[1]} /> : <Lists />;
}

export const isLate = (message: Message, now: Date): boolean => message.answerDueDate !== undefined &&
  ANSWERABLE.includes(message.state ?? '') && toDay(message.answerDueDate) < now.toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' });

const isBad = (message: Message): boolean => message.state !== undefined && BAD.includes(message.state);

/** Which parts of the exchange someone may look at. */
function partsFor(session: Session): [name: string, title: string][] {
  return [['', t('Alle', 'All')], ['afgekeurd', t('Afgekeurd of vastgelopen', 'Rejected or stuck')], ['laat', t('Te laat', 'Late')],
    ...(isOfProvider(session) ? [] : [['mens', t('Voor een mens', 'For a person')] as [string, string]]),
    ...(may(session, 'Messaging/ListDeadLetters') ? [['dood', t('Niet aangekomen', 'Not arrived')] as [string, string]] : []),
    ...(may(session, 'Messaging/ListHubErrors') ? [['hub', t('Fouten van de hub', 'Errors of the hub')] as [string, string]] : [])];
}

function Lists() {
  const session = useSession();
  const { params } = useAddress();
  const parts = partsFor(session);
  const part = parts.find(([name]) => name === params.get('deel'))?.[0] ?? '';
  const tab = (name: string, title: string) => ({ title, to: `/berichten${name ? `?deel=${name}` : ''}`, current: part === name });
  return (
    <>
      <Head title={t('Berichten', 'Messages')} lead={t('Wat binnenkwam en uitging, en wat aandacht vraagt.', 'What came in and went out, and what asks for attention.')} />
      {may(session, 'Messaging/GetExchangeQueue') && <Queue />}
      <Tabs label={t('Delen', 'Parts')} tabs={parts.map(([name, title]) => tab(name, title))} />
      {part === 'dood' ? <DeadLetters /> : part === 'hub' ? <HubErrors /> : <List part={part} />}
    </>
  );
}

function Queue() {
  const asked = useCall('Messaging/GetExchangeQueue', {});
  return (
    <Answered of={asked} lines={1} quiet={['permission_denied']}>
      {(queue) => (queue.waiting ?? 0) + (queue.deadLetters ?? 0) + (queue.hubErrors ?? 0) === 0 ? (
        <p class="hint">{t('Alles wat verstuurd moest worden, is aangekomen.', 'All that was to be sent has arrived.')}</p>
      ) : (
        <Notice tone={(queue.deadLetters ?? 0) + (queue.hubErrors ?? 0) > 0 ? 'warning' : 'info'}>
          {formatNumber(queue.waiting)} {t('wachten op verzending', 'wait to be sent')}
          {queue.oldestTime && <>, {t('het oudste sinds', 'the oldest since')} {formatTime(queue.oldestTime)}</>};{' '}
          {formatNumber(queue.deadLetters)} {t('niet aangekomen', 'not arrived')}, {formatNumber(queue.hubErrors)} {t('fouten van de hub', 'errors of the hub')}.
        </Notice>
      )}
    </Answered>
  );
}

function List({ part }: { part: string }) {
  const ofProvider = isOfProvider(useSession());
  const names = useNames();
  const now = useNow();
  const { params } = useAddress();
  // Of a provider the region's in is what it sent itself.
  const way = (direction: messaging.Message_Direction | undefined) => !ofProvider ? directionTitle(direction) : direction === 'IN' ? t('van u', 'from you') : t('aan u', 'to you');
  const columns: Column<Message>[] = [
    { key: 'soort', title: t('Soort', 'Kind'), path: 'kind', value: (one) => messageKind(one.kind), cell: (one) => <A to={pathTo('berichten', idOf(one.name))}>{messageKind(one.kind)}</A> },
    { key: 'richting', title: ofProvider ? t('Van of aan u', 'From or to you') : t('In of uit', 'In or out'), path: 'direction', value: (one) => way(one.direction), cell: (one) => way(one.direction) },
    { key: 'staat', title: t('Staat', 'State'), path: 'state', value: (one) => messageState(one.state), cell: (one) => <State message={one} now={now} /> },
    ...(ofProvider ? [] : [{ key: 'aanbieder', title: t('Aanbieder', 'Provider'), path: 'provider', value: (one: Message) => providerName(names, one.provider), cell: (one: Message) => providerName(names, one.provider) }]),
    { key: 'gemeente', title: t('Gemeente', 'Municipality'), path: 'municipality', value: (one) => municipalityName(names, one.municipality), cell: (one) => municipalityName(names, one.municipality) },
    { key: 'kenmerk', oneLine: true, title: t('Kenmerk', 'Identification'), path: 'identification', value: (one) => one.identification ?? '', cell: (one) => <code>{one.identification}</code> },
    { key: 'antwoord', oneLine: true, title: t('Antwoord voor', 'Answer by'), path: 'answer_due_date', ...(part === 'laat' ? { order: { up: { order: 'DUE' } } } : {}), value: (one) => toDay(one.answerDueDate) || '9999', file: (one) => toDay(one.answerDueDate), cell: (one) => formatDate(one.answerDueDate) },
    { key: 'wanneer', oneLine: true, title: t('Wanneer', 'When'), path: 'create_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } }, value: (one) => one.createTime ?? '', cell: (one) => formatTime(one.createTime) },
  ];
  const state = params.get('staat') ?? '';
  return (
    <>
      <Filters>
        {part === '' && <Filter label={t('Staat', 'State')} param="staat" all={t('alle', 'all')}
          options={(['RECEIVED', 'ACCEPTED', 'REJECTED', 'REFUSED', 'WAITING', 'FAILED', 'SENT', 'ANSWERED', 'ANSWERED_WITH_ERRORS'] as const).map((value) => ({ value, title: messageState(value) }))} />}
        <Filter label={t('Soort', 'Kind')} param="soort" all={t('alle', 'all')}
          options={['JW', 'WMO'].flatMap((law) => ['301', '302', '305', '306', '307', '308', '315', '316', '317', '318', '319', '320', '323', '325'].map((kind) => ({ value: law + kind, title: messageKind(law + kind) })))} />
        {!ofProvider && <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />}
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
      </Filters>
      <Table key={part} method="Messaging/ListMessages" rows={(answer) => answer.messages} columns={columns} rowKey={(one) => one.name ?? ''}
        request={{ state: (part === '' && state ? state : 'STATE_UNSPECIFIED') as messaging.Message_State, kind: params.get('soort') ?? '', provider: params.get('aanbieder') ?? '',
          municipality: params.get('gemeente') ?? '', leftToPerson: part === 'mens', ...(part === 'laat' ? { lateOnly: true, order: 'DUE' as const } : {}), ...(part === 'afgekeurd' ? { states: BAD } : {}), route: params.get('route') ? `routes/${params.get('route')}` : '' }}
        tone={(one) => (isLate(one, now) || isBad(one) ? 'row-late' : undefined)} caption={t('Berichten', 'Messages')}
        empty={part === 'laat' ? t('Geen bericht is te laat.', 'No message is late.') : t('Er zijn geen berichten in deze keuze.', 'There are no messages in this choice.')} />
    </>
  );
}

export function State({ message, now }: { message: Message; now: Date }) {
  const bad = isBad(message);
  return (
    <span class="badges">
      <Badge tone={bad ? 'bad' : message.state === 'ACCEPTED' || message.state === 'ANSWERED' ? 'good' : 'plain'}>{messageState(message.state)}</Badge>
      {isLate(message, now) && <Badge tone="late">{t('antwoord te laat', 'answer late')}</Badge>}
    </span>
  );
}

function DeadLetters() {
  const names = useNames();
  const columns: Column<messaging.DeadLetter>[] = [
    { key: 'soort', title: t('Bericht', 'Message'), path: 'message.kind', value: (one) => one.message?.kind ?? '', cell: (one) => <A to={pathTo('berichten', idOf(one.message?.name))}>{messageKind(one.message?.kind)}</A> },
    { key: 'aanbieder', title: t('Aanbieder', 'Provider'), path: 'message.provider', value: (one) => providerName(names, one.message?.provider), cell: (one) => providerName(names, one.message?.provider) },
    { key: 'waarom', title: t('Waarom niet', 'Why not'), path: 'failure', value: (one) => one.failure ?? '', cell: (one) => <>{one.code && <code>{one.code} </code>}{one.failure}</> },
    { key: 'pogingen', title: t('Pogingen', 'Attempts'), path: 'attempts', numeric: true, value: (one) => one.attempts ?? 0, cell: (one) => formatNumber(one.attempts) },
    { key: 'wanneer', oneLine: true, title: t('Opgegeven', 'Given up'), path: 'give_up_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } }, value: (one) => one.giveUpTime ?? '', cell: (one) => formatTime(one.giveUpTime) },
  ];
  return <Table method="Messaging/ListDeadLetters" request={{}} rows={(answer) => answer.deadLetters} columns={columns} rowKey={(one) => one.message?.name ?? ''}
    caption={t('Niet aangekomen berichten', 'Messages that did not arrive')} empty={t('Alle berichten zijn aangekomen.', 'All messages have arrived.')} />;
}

function HubErrors() {
  const session = useSession();
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  const close = async (reference: string | undefined) => {
    try {
      await call('Messaging/CloseHubError', { reference });
      setRound(round + 1);
    } catch (failed) {
      setError(failed);
    }
  };
  const columns: Column<messaging.HubError>[] = [
    { key: 'code', title: t('Code', 'Code'), path: 'code', value: (one) => one.code ?? '', cell: (one) => <code>{one.code}</code> },
    { key: 'wie', title: t('Van wie', 'Whose'), path: 'way', value: (one) => one.way ?? '', cell: (one) => (one.way === 'OURS' ? t('van ons', 'ours') : t('van de hub', 'of the hub')) },
    { key: 'zegt', title: t('Wat het zegt', 'What it says'), path: 'explanation', value: (one) => one.explanation ?? '', cell: (one) => <>{one.explanation}<br /><span class="hint">{one.failure}</span></> },
    { key: 'sinds', oneLine: true, title: t('Wacht sinds', 'Waits since'), path: 'note_time', order: { up: { order: 'OLDEST' }, down: { order: 'NEWEST' } }, value: (one) => one.noteTime ?? '', cell: (one) => formatTime(one.noteTime) },
    ...(may(session, 'Messaging/CloseHubError') ? [{ key: 'doe', title: t('Gezien', 'Seen'), cell: (one: messaging.HubError) => <Button onClick={() => void close(one.reference)}>{t('Sluit', 'Close')}</Button> }] : []),
  ];
  return (
    <>
      {error !== undefined && <ErrorNotice error={error} />}
      <Table key={round} method="Messaging/ListHubErrors" request={{}} rows={(answer) => answer.hubErrors} columns={columns} rowKey={(one) => one.reference ?? ''}
        caption={t('Fouten van en aan de hub', 'Errors of and to the hub')} empty={t('Er wacht geen fout van de hub.', 'No error of the hub waits.')} />
    </>
  );
}
