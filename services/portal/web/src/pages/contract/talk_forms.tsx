// The forms of a talk with a provider: plan or change it, hold it item by item, call it off; and settle an agreement.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, newRequestId } from '../../api/client.ts';
import type { Calls, contracting, monitoring } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { SelectField, TextField, type Choice } from '../../parts/fields.tsx';
import { municipalityName, useNames } from '../../parts/names.tsx';
import { Button } from '../../parts/notice.tsx';
import { formatDate, fromDay, toDay } from '../../words/format.ts';
import { TalkRefusal } from './talk_refusal.tsx';

type Talk = contracting.Talk;
type AgendaItem = contracting.AgendaItem;

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** A form that takes the focus when it opens, sends once, and says what was refused. */
function TalkForm<M extends keyof Calls>({ title, method, request, action, onDone, onStop, onAgain, children }: {
  title: string; method: M; request: (form: FormData) => object; action: string; children: ComponentChildren;
  onDone: () => void; onStop: () => void; onAgain: () => void;
}) {
  const [state, setState] = useState<{ busy?: boolean; error?: unknown }>({});
  // One id for what is filled in here: sent twice, it takes effect once.
  const [requestId] = useState(newRequestId);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const send = async (form: FormData) => {
    setState({ busy: true });
    try {
      await call(method, request(form) as never, { requestId });
      onDone();
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <form class="form" aria-label={title} onSubmit={(event) => {
      event.preventDefault();
      void send(new FormData(event.currentTarget));
    }}>
      <h3 class="utrecht-heading-3" tabIndex={-1} ref={heading}>{title}</h3>
      {children}
      {state.error !== undefined && <TalkRefusal error={state.error} onAgain={() => {
        setState({});
        onAgain();
      }} />}
      <div class="form--line">
        <Button kind="primary" type="submit" busy={state.busy}>{action}</Button>
        <Button kind="subtle" onClick={onStop}>{t('Laat maar', 'Never mind')}</Button>
      </div>
    </form>
  );
}

interface Opened {
  onDone: () => void;
  onStop: () => void;
  onAgain: () => void;
}

/** Rows that are added and taken away; a row keeps its key, so that what was filled in stays with it. */
function useRows<Row extends object>(initial: Row[]) {
  const [rows, setRows] = useState(initial.map((row, key) => ({ ...row, key })));
  return {
    rows,
    add: (row: Row) => setRows((old) => [...old, { ...row, key: (old.at(-1)?.key ?? -1) + 1 }]),
    remove: (key: number) => setRows((old) => old.filter((one) => one.key !== key)),
    change: (key: number, some: Partial<Row>) => setRows((old) => old.map((one) => (one.key === key ? { ...one, ...some } : one))),
  };
}

const PARTIES: [contracting.Party, string, string][] = [['CONTRACTED_PROVIDER', 'Van de aanbieder', 'Of the provider'], ['REGION', 'Van de regio', 'Of the region']];

/** Plans a talk, or changes a planned one. */
export function PlanForm({ contract, talk, figures, today, ...opened }: Opened & {
  contract: contracting.Contract; talk?: Talk; figures: monitoring.FigureDefinition[]; today: string;
}) {
  const names = useNames();
  const own = (talk?.agenda ?? []).filter((item) => !item.byItself);
  const { rows, add, remove, change } = useRows<AgendaItem>(own.length > 0 ? own : [{}]);
  const figureChoices: Choice[] = [{ value: '', title: t('geen', 'none') }, ...figures.map((one) => ({ value: one.figure ?? '', title: one.displayName ?? '' }))];
  const municipalities: Choice[] = [{ value: '', title: t('hele regio', 'the whole region') },
    ...(contract.municipalities ?? []).map((code) => ({ value: code, title: municipalityName(names, code) }))];
  const day = toDay(talk?.date);
  const request = (form: FormData) => ({
    ...(talk ? { name: talk.name, etag: talk.etag } : { contract: contract.name }),
    date: fromDay(textOf(form, 'date')),
    participants: PARTIES.flatMap(([party]) => textOf(form, `with ${party}`).split(',').map((one) => one.trim()).filter(Boolean).map((one) => ({ party, function: one }))),
    agenda: rows.map(({ subject, figure, municipality, agreement }) => ({ subject: subject?.trim() ?? '', figure: figure ?? '', municipality: figure ? municipality ?? '' : '', agreement: agreement ?? '' }))
      .filter((one) => one.subject || one.figure || one.agreement),
  });
  return (
    <TalkForm {...opened} title={talk ? t('Wijzig het gesprek', 'Change the talk') : t('Plan een gesprek', 'Plan a talk')} method={talk ? 'SupplierManagement/ChangeTalk' : 'SupplierManagement/PlanTalk'}
      request={request} action={talk ? t('Sla op', 'Save') : t('Plan', 'Plan')}>
      <TextField name="date" type="date" required label={t('Dag', 'Day')} value={day || today} />
      {PARTIES.map(([party, dutch, english]) => (
        <TextField key={party} name={`with ${party}`} label={t(dutch, english)} hint={t('Functies met een komma ertussen, geen namen.', 'Functions with commas between them, no names.')}
          value={(talk?.participants ?? []).filter((one) => one.party === party).map((one) => one.function).join(', ')} />
      ))}
      {rows.map((row, at) => (
        <fieldset class="choices" key={row.key}>
          <legend class="utrecht-form-label">{t(`Punt ${at + 1}`, `Item ${at + 1}`)}</legend>
          <TextField name={`subject ${row.key}`} required label={t('Waar het over gaat', 'What it is about')} value={row.subject} onInput={(subject) => change(row.key, { subject })} />
          <div class="form--line">
            <SelectField name={`figure ${row.key}`} label={t('Cijfer', 'Figure')} value={row.figure ?? ''} options={figureChoices} onChange={(figure) => change(row.key, { figure })} />
            {row.figure && <SelectField name={`municipality ${row.key}`} label={t('Van', 'Of')} value={row.municipality ?? ''} options={municipalities} onChange={(municipality) => change(row.key, { municipality })} />}
            <Button kind="subtle" onClick={() => remove(row.key)} aria-label={t(`Haal punt ${at + 1} weg`, `Remove item ${at + 1}`)}>{t('Haal weg', 'Remove')}</Button>
          </div>
        </fieldset>
      ))}
      <Button onClick={() => add({})}>{t('Nog een punt', 'Another item')}</Button>
      <p class="hint">{t('Openstaande afspraken komen vanzelf op de agenda van het eerstvolgende gesprek.', 'Open agreements come on the agenda of the next talk by themselves.')}</p>
    </TalkForm>
  );
}

const PARTY_CHOICES = (): Choice[] => [{ value: 'CONTRACTED_PROVIDER', title: t('de aanbieder', 'the provider') }, { value: 'REGION', title: t('de regio', 'the region') }];

/** What was said on each item, what became of agreements, and what was agreed. */
export function HoldForm({ talk, today, about, ...opened }: Opened & { talk: Talk; today: string; about: (item: AgendaItem) => ComponentChildren }) {
  const { rows, add, remove } = useRows<object>([]);
  const agenda = talk.agenda ?? [];
  const request = (form: FormData) => ({
    name: talk.name, etag: talk.etag, date: fromDay(textOf(form, 'date')),
    reports: agenda.map((item) => {
      const outcome = textOf(form, `outcome ${item.item}`);
      return { item: item.item, report: textOf(form, `report ${item.item}`), ...(outcome ? { outcome } : {}) };
    }),
    agreements: rows.map(({ key }) => ({ what: textOf(form, `what ${key}`), party: textOf(form, `party ${key}`), dueDate: fromDay(textOf(form, `due ${key}`)) })),
  });
  return (
    <TalkForm {...opened} title={t(`Het gesprek van ${formatDate(talk.date)}`, `The talk of ${formatDate(talk.date)}`)} method="SupplierManagement/HoldTalk" request={request}
      action={t('Leg het gesprek vast', 'Record the talk')}>
      <p class="hint">{t('Wat u vastlegt, verandert daarna niet meer. Noem geen cliënten.', 'What you record does not change any more. Name no clients.')}</p>
      <TextField name="date" type="date" required label={t('Gevoerd op', 'Held on')} value={today} />
      {agenda.map((item, at) => (
        // By what it is about, so that what was said stays with it when the agenda moves meanwhile.
        <fieldset class="choices" key={`${item.agreement} ${item.subject}`}>
          <legend class="utrecht-form-label">{at + 1}. {item.subject}</legend>
          {about(item)}
          <TextField name={`report ${item.item}`} lines={3} required label={t('Wat er is gezegd', 'What was said')} />
          {item.agreement && <SelectField name={`outcome ${item.item}`} label={t('De afspraak', 'The agreement')} options={[
            { value: '', title: t('blijft open', 'stays open') }, { value: 'DONE', title: t('is gedaan', 'is done') }, { value: 'DROPPED', title: t('vervalt', 'is dropped') }]} />}
        </fieldset>
      ))}
      {rows.map(({ key }, at) => (
        <fieldset class="choices" key={`new ${key}`}>
          <legend class="utrecht-form-label">{t(`Nieuwe afspraak ${at + 1}`, `New agreement ${at + 1}`)}</legend>
          <TextField name={`what ${key}`} required label={t('Wat', 'What')} />
          <div class="form--line">
            <SelectField name={`party ${key}`} label={t('Door', 'By')} options={PARTY_CHOICES()} />
            <TextField name={`due ${key}`} type="date" required label={t('Uiterlijk', 'By when')} />
            <Button kind="subtle" onClick={() => remove(key)} aria-label={t(`Haal nieuwe afspraak ${at + 1} weg`, `Remove new agreement ${at + 1}`)}>{t('Haal weg', 'Remove')}</Button>
          </div>
        </fieldset>
      ))}
      <Button onClick={() => add({})}>{t('Nog een afspraak', 'Another agreement')}</Button>
    </TalkForm>
  );
}

export function CancelForm({ talk, ...opened }: Opened & { talk: Talk }) {
  return (
    <TalkForm {...opened} title={t('Zeg het gesprek af', 'Call off the talk')} method="SupplierManagement/CancelTalk" action={t('Zeg af', 'Call off')}
      request={(form) => ({ name: talk.name, reason: textOf(form, 'reason') })}>
      <TextField name="reason" required label={t('Waarom', 'Why')} />
    </TalkForm>
  );
}

export function SettleForm({ agreement, ...opened }: Opened & { agreement: contracting.Agreement }) {
  return (
    <TalkForm {...opened} title={t(`Doe af: ${agreement.what}`, `Settle: ${agreement.what}`)} method="SupplierManagement/SettleAgreement" action={t('Doe af', 'Settle')}
      request={(form) => ({ name: agreement.name, outcome: textOf(form, 'outcome'), note: textOf(form, 'note') })}>
      <SelectField name="outcome" label={t('Uitkomst', 'Outcome')} options={[{ value: 'DONE', title: t('gedaan', 'done') }, { value: 'DROPPED', title: t('vervallen', 'dropped') }]} />
      <TextField name="note" lines={2} required label={t('Hoe, of waarom niet meer', 'How, or why not any more')} />
    </TalkForm>
  );
}
