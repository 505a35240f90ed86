// The talks with a provider about its contract: the next one on top, what was agreed, and what was said before.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { contracting, monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { useNow } from '../../parts/clock.ts';
import { A } from '../../parts/link.tsx';
import { municipalityName, useNames } from '../../parts/names.tsx';
import { Badge, Button, Empty, Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { Table, type Column } from '../../parts/table.tsx';
import { may } from '../../session.ts';
import { formatActor, formatDate, formatTime, toDay } from '../../words/format.ts';
import { figureAddress } from '../figures/figure_tiles.tsx';
import { monthsOf } from '../figures/period.ts';
import { CancelForm, HoldForm, PlanForm, SettleForm } from './talk_forms.tsx';

type Talk = contracting.Talk;
type Agreement = contracting.Agreement;
type Item = contracting.AgendaItem;

/** As many earlier talks at a time. */
const EARLIER = 10;

const partyTitle = (party: contracting.Party | undefined): string => party === 'REGION' ? t('regio', 'region') : t('aanbieder', 'provider');
const agreementState = (state: contracting.Agreement_State | undefined): string =>
  state === 'DONE' ? t('gedaan', 'done') : state === 'DROPPED' ? t('vervallen', 'dropped') : t('open', 'open');

function AgreementBadge({ agreement }: { agreement: Agreement }) {
  if (agreement.overdue) return <Badge tone="late">{t('te laat', 'overdue')}</Badge>;
  return <Badge tone={agreement.state === 'DONE' ? 'good' : 'plain'}>{agreementState(agreement.state)}</Badge>;
}

/** What all parts below know of the contract. */
interface Known {
  contract: contracting.Contract;
  figures: monitoring.FigureDefinition[];
  agreements: Map<string, Agreement>;
  today: string;
}

export function Talks({ contract }: { contract: contracting.Contract }) {
  const session = useSession();
  const now = useNow();
  const [round, setRound] = useState(0);
  const [planning, setPlanning] = useState(false);
  const [said, setSaid] = useState('');
  const status = useRef<HTMLDivElement>(null);
  // Whoever sent a form finds the focus at what came of it.
  useEffect(() => {
    if (said) status.current?.focus();
  }, [said, round]);
  const planned = useCall('SupplierManagement/ListTalks', { contract: contract.name, state: 'PLANNED', earliestFirst: true });
  const open = useCall('SupplierManagement/ListAgreements', { contract: contract.name, state: 'OPEN', pageSize: 1000 });
  const definitions = useCall('Monitoring/ListFigureDefinitions', may(session, 'Monitoring/ListFigureDefinitions') ? {} : null);
  const look = () => {
    planned.reload();
    open.reload();
  };
  const done = (what: string) => {
    setPlanning(false);
    setSaid(what);
    setRound((n) => n + 1);
    look();
  };
  const known: Known = { contract, figures: definitions.answer?.definitions ?? [], today: now.toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' }),
    agreements: new Map((open.answer?.agreements ?? []).map((one) => [one.name ?? '', one])) };
  return (
    <Section title={t('Gesprekken en afspraken', 'Talks and agreements')}
      tools={may(session, 'SupplierManagement/PlanTalk') && !planning ? <Button onClick={() => setPlanning(true)}>{t('Plan een gesprek', 'Plan a talk')}</Button> : undefined}>
      <div ref={status} tabIndex={-1}>{said && <Notice tone="ok" title={said} />}</div>
      {planning && <PlanForm contract={contract} figures={known.figures} today={known.today} onAgain={look} onStop={() => setPlanning(false)} onDone={() => done(t('Het gesprek staat gepland.', 'The talk is planned.'))} />}
      <Answered of={planned} lines={4}>
        {({ talks = [] }) => talks.length === 0 ? <Empty>{t('Er staat geen gesprek gepland.', 'No talk is planned.')}</Empty>
          : <>{talks.map((talk, at) => <PlannedTalk key={talk.name} talk={talk} isNext={at === 0} known={known} look={look} done={done} />)}</>}
      </Answered>
      <OpenAgreements key={round} contract={contract} look={look} done={done} />
      <EarlierTalks key={`earlier ${round}`} known={known} />
    </Section>
  );
}

function PlannedTalk({ talk, isNext, known, look, done }: { talk: Talk; isNext: boolean; known: Known; look: () => void; done: (what: string) => void }) {
  const session = useSession();
  const [open, setOpen] = useState<'' | 'hold' | 'change' | 'cancel'>('');
  const opened = { onStop: () => setOpen(''), onAgain: look };
  const about = (item: Item) => <About item={item} known={known} />;
  return (
    <article class="card" aria-label={t(`Gesprek van ${formatDate(talk.date)}`, `Talk of ${formatDate(talk.date)}`)}>
      <h3 class="utrecht-heading-3">{isNext ? t('Het eerstvolgende gesprek', 'The next talk') : t('Daarna', 'After that')}: <time dateTime={toDay(talk.date)}>{formatDate(talk.date)}</time>{' '}
        {talk.overdue && <Badge tone="late">{t('dag voorbij', 'day passed')}</Badge>}</h3>
      <Participants talk={talk} />
      {open !== 'hold' && <Agenda talk={talk} known={known} />}
      {open === 'hold' && <HoldForm talk={talk} today={known.today} about={about} {...opened} onDone={() => done(t('Het gesprek is vastgelegd.', 'The talk is recorded.'))} />}
      {open === 'change' && <PlanForm talk={talk} contract={known.contract} figures={known.figures} today={known.today} {...opened} onDone={() => {
        setOpen('');
        done(t('Het gesprek is gewijzigd.', 'The talk was changed.'));
      }} />}
      {open === 'cancel' && <CancelForm talk={talk} {...opened} onDone={() => done(t('Het gesprek is afgezegd.', 'The talk was called off.'))} />}
      {open === '' && may(session, 'SupplierManagement/HoldTalk') && (
        <div class="form--line">
          <Button kind="primary" onClick={() => setOpen('hold')}>{t('Voer het gesprek', 'Hold the talk')}</Button>
          <Button onClick={() => setOpen('change')}>{t('Wijzig', 'Change')}</Button>
          <Button kind="subtle" onClick={() => setOpen('cancel')}>{t('Zeg af', 'Call off')}</Button>
        </div>
      )}
    </article>
  );
}

function Participants({ talk }: { talk: Talk }) {
  if (!talk.participants?.length) return null;
  return <p class="hint">{t('Met', 'With')} {talk.participants.map((one) => `${one.function} (${partyTitle(one.party)})`).join(', ')}</p>;
}

function Agenda({ talk, known }: { talk: Talk; known: Known }) {
  if (!talk.agenda?.length) return <Empty>{t('De agenda is leeg.', 'The agenda is empty.')}</Empty>;
  return (
    <ol aria-label={t('Agenda', 'Agenda')}>{talk.agenda.map((item) => (
      <li key={item.item}>{item.subject} <About item={item} known={known} />{item.report && <p>{item.report}</p>}</li>
    ))}</ol>
  );
}

/** The figure that an item names, as a link to it, and the agreement that it is about. */
function About({ item, known }: { item: Item; known: Known }) {
  const names = useNames();
  const months = monthsOf(new URLSearchParams(), useNow());
  const agreement = known.agreements.get(item.agreement ?? '');
  const figure = known.figures.find((one) => one.figure === item.figure)?.displayName ?? item.figure;
  const scope = { provider: known.contract.provider ?? '', ...(item.municipality ? { municipality: item.municipality } : {}) };
  return (
    <>
      {item.figure && <><span class="hint">{t('cijfer', 'figure')}:</span> <A to={figureAddress(item.figure, scope, months)}>{figure}{item.municipality ? `, ${municipalityName(names, item.municipality)}` : ''}</A>{' '}</>}
      {agreement && <span class="hint">{t('afspraak', 'agreement')}: {partyTitle(agreement.party)}, {t('uiterlijk', 'by')} {formatDate(agreement.dueDate)} <AgreementBadge agreement={agreement} /></span>}
    </>
  );
}

function OpenAgreements({ contract, look, done }: { contract: contracting.Contract; look: () => void; done: (what: string) => void }) {
  const session = useSession();
  const [settling, setSettling] = useState<Agreement>();
  const columns: Column<Agreement>[] = [
    { key: 'uiterlijk', oneLine: true, title: t('Uiterlijk', 'By when'), path: 'due_date', value: (one) => toDay(one.dueDate), cell: (one) => formatDate(one.dueDate) },
    { key: 'wat', title: t('Wat', 'What'), path: 'what', value: (one) => one.what ?? '', cell: (one) => one.what },
    { key: 'door', title: t('Door', 'By'), path: 'party', value: (one) => partyTitle(one.party), cell: (one) => partyTitle(one.party) },
    { key: 'staat', title: t('Staat', 'State'), path: 'state', value: (one) => (one.overdue ? 0 : 1), file: (one) => (one.overdue ? t('te laat', 'overdue') : agreementState(one.state)), cell: (one) => <AgreementBadge agreement={one} /> },
    ...(may(session, 'SupplierManagement/SettleAgreement') ? [{ key: 'afdoen', title: t('Afdoen', 'Settle'), cell: (one: Agreement) => <Button onClick={() => setSettling(one)} aria-label={t(`Doe af: ${one.what}`, `Settle: ${one.what}`)}>{t('Doe af', 'Settle')}</Button> }] : []),
  ];
  return (
    <>
      <h3 class="utrecht-heading-3">{t('Openstaande afspraken', 'Open agreements')}</h3>
      <Table id="a-" method="SupplierManagement/ListAgreements" request={{ contract: contract.name, state: 'OPEN' }} rows={(answer) => answer.agreements} columns={columns} rowKey={(one) => one.name ?? ''}
        tone={(one) => (one.overdue ? 'late' : undefined)} caption={t('Openstaande afspraken', 'Open agreements')} empty={t('Er staan geen afspraken open.', 'No agreement is open.')} />
      {settling && <SettleForm key={settling.name} agreement={settling} onStop={() => setSettling(undefined)} onAgain={look} onDone={() => done(t('De afspraak is afgedaan.', 'The agreement is settled.'))} />}
    </>
  );
}

function EarlierTalks({ known }: { known: Known }) {
  const [count, setCount] = useState(EARLIER);
  const asked = useCall('SupplierManagement/ListTalks', { contract: known.contract.name, pageSize: count });
  return (
    <Answered of={asked} lines={2}>
      {({ talks = [], nextPageToken }) => {
        const over = talks.filter((talk) => talk.state !== 'PLANNED');
        return over.length === 0 && !nextPageToken ? null : (
          <>
            <h3 class="utrecht-heading-3">{t('Eerdere gesprekken', 'Earlier talks')}</h3>
            {over.map((talk) => (
              <details key={talk.name} class="card">
                <summary>{formatDate(talk.date)} · {talk.state === 'HELD' ? t('gevoerd', 'held') : t('afgezegd', 'called off')}</summary>
                <Participants talk={talk} />
                {talk.cancelReason && <p>{talk.cancelReason}</p>}
                <Agenda talk={talk} known={known} />
                {(talk.agreements ?? []).length > 0 && (
                  <>
                    <p class="utrecht-form-label">{t('Afgesproken', 'Agreed')}</p>
                    <ul>{talk.agreements?.map((one) => (
                      <li key={one.name}>{one.what} ({partyTitle(one.party)}, {t('uiterlijk', 'by')} {formatDate(one.dueDate)}) <AgreementBadge agreement={one} /> {one.note}</li>
                    ))}</ul>
                  </>
                )}
                <p class="hint">{t('Vastgelegd door', 'Recorded by')} {formatActor(talk.changedBy)}, {formatTime(talk.changeTime)}</p>
              </details>
            ))}
            {nextPageToken && count < 1000 && <Button onClick={() => setCount((n) => Math.min(1000, n + EARLIER * 2))}>{t('Toon oudere gesprekken', 'Show older talks')}</Button>}
          </>
        );
      }}
    </Answered>
  );
}
