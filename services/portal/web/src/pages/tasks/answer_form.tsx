// The forms by which access answers a task: analysis, conference, expert team, plan, decision, evaluation, outflow, aftercare.
import { useState } from 'preact/hooks';
import { call, newRequestId } from '../../api/client.ts';
import type { access, Calls, orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { CheckField, SelectField, TextField, type Choice } from '../../parts/fields.tsx';
import { Button, ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { formatProduct, formatVolume, fromDay } from '../../words/format.ts';
import { destinationTitle, lawTitle, obstacleTitle, refusalTitle } from '../../words/titles.ts';

type Route = orchestrator.Route;

/** A form: what it asks, and what it sends. */
interface Form {
  title: () => string;
  fields: (route: Route) => preact.JSX.Element;
  request: (said: Said, route: Route) => object;
}

/** What was filled in, by name. */
class Said {
  constructor(private readonly form: FormData) {}
  text = (name: string): string => String(this.form.get(name) ?? '').trim();
  day = (name: string) => fromDay(this.text(name));
  isOn = (name: string): boolean => this.form.get(name) !== null;
  lines = (name: string): string[] => this.text(name).split('\n').map((line) => line.trim()).filter(Boolean);
}

const options = <K extends string>(values: K[], title: (value: K) => string): Choice[] =>
  values.map((value) => ({ value, title: title(value) }));
const choose = (pairs: [string, string, string][]): Choice[] => pairs.map(([value, dutch, english]) => ({ value, title: t(dutch, english) }));

const REFUSALS: access.RefusalReason[] = ['NOT_A_CHANGE', 'EXCEEDS_BUDGET', 'NO_CONTRACT', 'OUTSIDE_CONTRACT', 'OTHER_MUNICIPALITY',
  'STACKING', 'CARE_NOT_SUITABLE', 'AGE_LIMIT_REACHED'];
const DESTINATIONS: access.Outflow_Destination[] = ['HOME', 'OWN_NETWORK', 'REGULAR_PROVISIONS', 'EDUCATION', 'WMO', 'WLZ', 'ZVW'];
const OBSTACLES: access.Outflow_Obstacle[] = ['NONE', 'HOUSING', 'OUTFLOW_PLACE', 'INCOME', 'DAY_ACTIVITY', 'FOLLOW_UP_CARE', 'OTHER'];
const PARTICIPANTS: [access.Participant_Role, string, string][] = [
  ['RESIDENT', 'Inwoner', 'Resident'], ['PARENT', 'Ouder of voogd', 'Parent or guardian'], ['OWN_NETWORK', 'Eigen netwerk', 'Own network'],
  ['ACCESS_TEAM', 'Toegang', 'Access team'], ['EXPERT', 'Deskundige', 'Expert'], ['PROVIDER', 'Aanbieder', 'Provider'],
  ['SCHOOL', 'School', 'School'], ['CERTIFIED_INSTITUTION', 'Gecertificeerde instelling', 'Certified institution'],
];

const FORMS: Partial<Record<keyof Calls, Form>> = {
  'Access/RecordProblemAnalysis': {
    title: () => t('Probleemanalyse vastleggen', 'Record the problem analysis'),
    fields: (route) => (
      <>
        <Criteria route={route} />
        <TextField name="narrative" lines={6} label={t('Wat er speelt', 'What is going on')}
          hint={t('Gedrag, omgeving, kracht, ouders, school. Alleen wie betrokken is, leest dit.', 'Behaviour, context, strengths, parents, school. Only those involved read this.')} />
        <TextField name="lighter" lines={3} label={t('Waarom lichtere hulp niet volstaat', 'Why lighter help will not do')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, analysis: {
      findings: said.lines('criteria').flatMap((line) => line.split(' ')).map((criterion) => ({ criterion, holds: said.text(`c:${criterion}`) === 'yes' })),
      narrative: said.text('narrative'), lighterHelpConsidered: said.text('lighter') } }),
  },
  'Access/RecordPlan': {
    title: () => t('Perspectiefplan vastleggen', 'Record the perspective plan'),
    fields: () => (
      <>
        <TextField name="goals" lines={4} required label={t('Doelen', 'Goals')} hint={t('Eén doel per regel.', 'One goal a line.')} />
        <TextField name="perspective" lines={3} label={t('Perspectief', 'Perspective')} />
        <SelectField name="orientation" label={t('Gericht op', 'Aimed at')} options={choose([
          ['RESOLUTION_ORIENTED', 'herstel: het probleem wordt opgelost', 'resolving the problem'],
          ['SUPPORT_ORIENTED', 'ondersteuning: blijvende beperking', 'support: a lasting limitation']])} />
        <TextField name="expected" type="date" label={t('Resultaat verwacht op', 'Result expected on')} />
        <TextField name="evaluation" type="date" label={t('Evalueren op: kan het minder?', 'Evaluate on: can it be less?')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, plan: {
      goals: said.lines('goals').map((description, at) => ({ code: `goal-${at + 1}`, description, lines: (route.lines ?? []).map((line) => line.line) })),
      perspective: said.text('perspective'), orientation: said.text('orientation'), resultExpectedDate: said.day('expected'),
      evaluationDates: [said.day('evaluation')].filter(Boolean) } }),
  },
  'Access/TakeDecision': {
    title: () => t('Besluit nemen', 'Take the decision'),
    fields: (route) => (
      <>
        <Asked route={route} />
        <SelectField name="outcome" required label={t('Besluit', 'Decision')} options={choose([
          ['', 'kies…', 'choose…'], ['GRANT', 'toekennen', 'grant'], ['REFUSE', 'afwijzen', 'refuse']])} />
        <SelectField name="reason" label={t('Bij afwijzing: waarom', 'If refused: why')}
          options={[{ value: '', title: t('niet van toepassing', 'not applicable') }, ...options(REFUSALS, refusalTitle)]} />
        <TextField name="motivation" lines={4} required label={t('Motivering, zoals in de brief', 'Motivation, as in the letter')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, outcome: said.text('outcome'), motivation: said.text('motivation'),
      changeRequest: route.changeRequest && route.state === 'considering_change' ? route.changeRequest : '',
      ...(said.text('outcome') === 'REFUSE' && said.text('reason') ? { refusalReason: said.text('reason') } : {}) }),
  },
  'Access/HoldConference': {
    title: () => t('Casusgesprek vastleggen', 'Record the case conference'),
    fields: () => (
      <>
        <fieldset class="choices"><legend class="utrecht-form-label">{t('Wie waren erbij? Noem hun naam.', 'Who were there? Give their name.')}</legend>
          {PARTICIPANTS.map(([role, dutch, english]) => <TextField key={role} name={`p:${role}`} label={t(dutch, english)} />)}</fieldset>
        <SelectField name="outcome" required label={t('Uitkomst', 'Outcome')} options={choose([['', 'kies…', 'choose…'],
          ['MULTI_CONFIRMED', 'multi: een samenhangende mix is nodig', 'multi: a coordinated mix is needed'],
          ['MONO_SUFFICES', 'mono volstaat', 'mono suffices'], ['ESCALATE', 'naar het expertteam', 'to the expert team']])} />
        <TextField name="notes" lines={4} label={t('Verslag', 'Notes')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, outcome: said.text('outcome'), notes: said.text('notes'),
      participants: PARTICIPANTS.map(([role]) => ({ role, name: said.text(`p:${role}`) })).filter((one) => one.name) }),
  },
  'Access/RecordExpertTeamOutcome': {
    title: () => t('Uitkomst van het expertteam vastleggen', 'Record what the expert team decided'),
    fields: () => (
      <>
        <TextField name="members" lines={3} required label={t('Leden', 'Members')} hint={t('Eén naam per regel, zoals an-de-vries.', 'One name a line, as an-de-vries.')} />
        <SelectField name="finding" required label={t('Wat ontbreekt', 'What is lacking')} options={choose([['', 'kies…', 'choose…'],
          ['NO_PLACE', 'een plek: het aanbod is er wel', 'a place: the offer exists'], ['NO_OFFER', 'het aanbod zelf', 'the offer itself']])} />
        <SelectField name="outcome" required label={t('Wat gebeurt er', 'What is done')} options={choose([['', 'kies…', 'choose…'],
          ['OFFER_DEPLOYED', 'bestaand aanbod wordt ingezet', 'an existing offer is deployed'],
          ['OFFER_CREATED', 'aanbod wordt gemaakt', 'an offer is created'], ['OTHER_TABLE', 'naar een andere tafel', 'to another table']])} />
        <TextField name="notes" lines={4} label={t('Verslag', 'Notes')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, finding: said.text('finding'), outcome: said.text('outcome'), notes: said.text('notes'),
      members: said.lines('members').map((name) => (name.startsWith('persons/') ? name : `persons/${name}`)) }),
  },
  'Access/RecordEvaluation': {
    title: () => t('Evaluatie vastleggen', 'Record the evaluation'),
    fields: () => (
      <>
        <SelectField name="outcome" required label={t('Kan het minder?', 'Can it be less?')} options={choose([['', 'kies…', 'choose…'],
          ['AS_IT_IS', 'het blijft zo', 'it stays as it is'], ['LIGHTER', 'ja, lichter', 'yes, lighter'], ['HEAVIER', 'er is meer nodig', 'more is needed'],
          ['GOALS_REACHED', 'de doelen zijn bereikt', 'the goals are reached']])} />
        <TextField name="explanation" lines={4} required label={t('Waarom', 'Why')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, outcome: said.text('outcome'), explanation: said.text('explanation') }),
  },
  'Access/RecordOutflow': {
    title: () => t('Uitstroom vastleggen', 'Record the outflow'),
    fields: () => (
      <>
        <SelectField name="destination" required label={t('Waarheen', 'Where to')} options={[{ value: '', title: t('kies…', 'choose…') }, ...options(DESTINATIONS, destinationTitle)]} />
        <SelectField name="obstacle" required label={t('Wat houdt het op', 'What holds it up')} options={options(OBSTACLES, obstacleTitle)} />
        <TextField name="end" type="date" required label={t('Laatste dag van de hulp', 'Last day of care')} />
        <CheckField name="aftercare" label={t('Nazorg op de doorlopende beschikking', 'Aftercare on the continuing decision')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, destination: said.text('destination'), obstacle: said.text('obstacle'),
      endDate: said.day('end'), aftercare: said.isOn('aftercare') }),
  },
  'Access/RecordAftercareContact': {
    title: () => t('Contact in de nazorg vastleggen', 'Record a contact of aftercare'),
    fields: () => (
      <>
        <TextField name="date" type="date" required label={t('Dag van het contact', 'Day of the contact')} />
        <SelectField name="outcome" required label={t('Hoe gaat het?', 'How does it go?')} options={choose([['', 'kies…', 'choose…'],
          ['GOES_WELL', 'het gaat goed', 'it goes well'], ['RESTART', 'hulp start opnieuw', 'help starts again'], ['END', 'nazorg is klaar', 'aftercare ends']])} />
        <TextField name="notes" lines={3} label={t('Verslag', 'Notes')} />
      </>
    ),
    request: (said, route) => ({ route: route.name, date: said.day('date'), outcome: said.text('outcome'), notes: said.text('notes') }),
  },
};

export function AnswerForm({ method, task, onDone }: { method: keyof Calls; task: orchestrator.Task; onDone: () => void }) {
  const asked = useCall('Orchestrator/GetRoute', { name: task.route, withoutTimeline: true });
  const form = FORMS[method];
  if (!form) return <Notice>{t('Deze taak eindigt als op de route wordt vastgelegd waar zij om vraagt.', 'This task ends when what it asks for is recorded on the route.')}</Notice>;
  return <Answered of={asked}>{(route) => <Filled form={form} method={method} route={route} onDone={onDone} />}</Answered>;
}

function Filled({ form, method, route, onDone }: { form: Form; method: keyof Calls; route: Route; onDone: () => void }) {
  const [state, setState] = useState<{ busy?: boolean; error?: unknown; done?: boolean }>({});
  // One id for what is filled in here: sent twice, it takes effect once.
  const [requestId] = useState(newRequestId);
  const send = async (data: FormData) => {
    setState({ busy: true });
    try {
      await call(method, form.request(new Said(data), route) as never, { requestId });
      setState({ done: true });
      onDone();
    } catch (error) {
      setState({ error });
    }
  };
  if (state.done) {
    return (
      <Notice tone="ok" title={t('Vastgelegd', 'Recorded')}>
        <p>{t('De route gaat verder; deze taak eindigt binnen enkele tellen vanzelf.', 'The route goes on; this task ends by itself in a moment.')}</p>
        <Button onClick={onDone}>{t('Kijk opnieuw', 'Look again')}</Button>
      </Notice>
    );
  }
  return (
    <Section title={form.title()}>
      {state.error !== undefined && <ErrorNotice error={state.error} />}
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}>
        {form.fields(route)}
        <Button kind="primary" type="submit" busy={state.busy}>{t('Leg vast', 'Record')}</Button>
      </form>
    </Section>
  );
}

/** The questions of the region's table, in its own words. */
function Criteria({ route }: { route: Route }) {
  const law = route.lines?.[0]?.law ?? 'JEUGDWET';
  const asked = useCall('Access/GetTriageTable', { law });
  return (
    <Answered of={asked}>
      {(table) => (
        <>
          <p class="hint">{t('Criteria voor multi', 'Criteria for multi')} · {lawTitle(law)} · {t('versie', 'version')} {table.version}</p>
          <input type="hidden" name="criteria" value={(table.criteria ?? []).map((one) => one.code).join(' ')} />
          {(table.criteria ?? []).map((one) => (
            <fieldset class="choices" key={one.code}>
              <legend class="utrecht-form-label">{one.question}</legend>
              <div class="choice-row">
                {(['yes', 'no'] as const).map((value) => (
                  <label key={value} class="choice"><input type="radio" name={`c:${one.code}`} value={value} required />
                    <span>{value === 'yes' ? t('ja', 'yes') : t('nee', 'no')}</span></label>
                ))}
              </div>
            </fieldset>
          ))}
        </>
      )}
    </Answered>
  );
}

function Asked({ route }: { route: Route }) {
  return (
    <div class="card">
      <p class="utrecht-form-label">{t('Gevraagd is', 'Asked for')}</p>
      <ul>{(route.lines ?? []).map((line) => (
        <li key={line.line}>{formatProduct(line.product)} · {formatVolume(line)} · {lawTitle(line.law)}</li>
      ))}</ul>
    </div>
  );
}
