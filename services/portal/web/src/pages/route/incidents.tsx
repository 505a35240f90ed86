// What an operator does to a route: retry or skip what keeps failing, pause it, let it go on; and what a professional tells it.
import { useState } from 'preact/hooks';
import { call, newRequestId } from '../../api/client.ts';
import type { orchestrator } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { SelectField, TextField } from '../../parts/fields.tsx';
import { Badge, Button, ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { has } from '../../session.ts';
import { formatTime } from '../../words/format.ts';

const SKIPS: [orchestrator.Incident_SkipReason, string, string][] = [
  ['DONE_OTHERWISE', 'op een andere manier gedaan', 'done in another way'], ['NOT_NEEDED', 'niet meer nodig', 'not needed any more'],
  ['DONE_TWICE', 'was al gedaan', 'was done already'], ['IMPOSSIBLE', 'kan niet', 'cannot be done'],
];
const PAUSES: [orchestrator.PauseRouteRequest_Reason, string, string][] = [
  ['INVESTIGATION', 'wordt uitgezocht', 'is looked into'], ['DATA_MENDED_FIRST', 'gegevens eerst herstellen', 'data are mended first'],
  ['ON_REQUEST', 'op verzoek', 'on request'], ['DISTURBANCE', 'storing elders', 'a disturbance elsewhere'],
];
const listed = (of: [string, string, string][]) => of.map(([value, dutch, english]) => ({ value, title: t(dutch, english) }));

/** Does something once at a time, and keeps what went wrong. */
function useDoing(onDone: () => void) {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const act = async (work: () => Promise<unknown>) => {
    setState({ busy: true });
    try {
      await work();
      setState({ busy: false });
      onDone();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return { ...state, act };
}

export function Incidents({ route, onChange }: { route: string; onChange: () => void }) {
  const asked = useCall('Orchestrator/ListIncidents', { route, includeResolved: false });
  return (
    <Answered of={asked} lines={1}>
      {({ incidents = [] }) => incidents.length === 0 ? null : (
        <Section title={t('Incidenten', 'Incidents')} hint={t('Wat niet vanzelf verdergaat.', 'What does not go on by itself.')}>
          {incidents.map((incident) => <OneIncident key={incident.name} incident={incident} onChange={() => {
            asked.reload();
            onChange();
          }} />)}
        </Section>
      )}
    </Answered>
  );
}

function OneIncident({ incident, onChange }: { incident: orchestrator.Incident; onChange: () => void }) {
  const { busy, error, act } = useDoing(onChange);
  const [requestId] = useState(newRequestId);
  return (
    <article class="card card--bad">
      <p><strong>{incident.command || t('Een regel van de route brak', 'An invariant of the route broke')}</strong>{' '}
        {incident.service && <Badge>{incident.service}</Badge>} <span class="hint">{formatTime(incident.createTime)}</span></p>
      <p>{incident.error}</p>
      {error !== undefined && <ErrorNotice error={error} onAgain={onChange} />}
      <div class="form--line">
        <Button kind="primary" busy={busy} onClick={() => void act(() => call('Orchestrator/RetryIncident', { name: incident.name }))}>{t('Probeer opnieuw', 'Retry')}</Button>
        <form class="form--line" onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get('reason')) as orchestrator.Incident_SkipReason;
          void act(() => call('Orchestrator/SkipIncident', { name: incident.name, reason }, { requestId }));
        }}>
          <SelectField name="reason" label={t('Sla over, want het is', 'Skip, because it is')} options={listed(SKIPS)} />
          <Button type="submit" busy={busy}>{t('Sla over', 'Skip')}</Button>
        </form>
      </div>
    </article>
  );
}

export function Steering({ route, onChange }: { route: orchestrator.Route; onChange: () => void }) {
  const session = useSession();
  if (route.closed) return null;
  return (
    <>
      {has(session, 'operator') && <Pause route={route} onChange={onChange} />}
      {has(session, 'access-professional') && <Report route={route} onChange={onChange} />}
    </>
  );
}

function Pause({ route, onChange }: { route: orchestrator.Route; onChange: () => void }) {
  const { busy, error, act } = useDoing(onChange);
  const name = route.name;
  return (
    <div class="card">
      <h2 class="utrecht-heading-3">{t('Besturen', 'Steer')}</h2>
      {error !== undefined && <ErrorNotice error={error} onAgain={onChange} />}
      {route.paused
        ? <Button kind="primary" busy={busy} onClick={() => void act(() => call('Orchestrator/ResumeRoute', { name }))}>{t('Laat verdergaan', 'Resume')}</Button>
        : (
          <form class="form" onSubmit={(event) => {
            event.preventDefault();
            const reason = String(new FormData(event.currentTarget).get('reason')) as orchestrator.PauseRouteRequest_Reason;
            void act(() => call('Orchestrator/PauseRoute', { name, reason }));
          }}>
            <SelectField name="reason" label={t('Waarom stilzetten', 'Why pause')} options={listed(PAUSES)} />
            <Button type="submit" busy={busy}>{t('Zet stil', 'Pause')}</Button>
          </form>
        )}
    </div>
  );
}

/** What a person saw: a crisis, its end. */
function Report({ route, onChange }: { route: orchestrator.Route; onChange: () => void }) {
  const { busy, error, act } = useDoing(onChange);
  const event = route.interruptState ? 'CrisisResolved' : 'CrisisReported';
  return (
    <div class="card">
      <h2 class="utrecht-heading-3">{route.interruptState ? t('Is de crisis voorbij?', 'Is the crisis over?') : t('Is er een crisis?', 'Is there a crisis?')}</h2>
      {error !== undefined && <ErrorNotice error={error} onAgain={onChange} />}
      <form class="form" onSubmit={(submitted) => {
        submitted.preventDefault();
        const text = String(new FormData(submitted.currentTarget).get('note') ?? '').trim();
        void act(async () => {
          const note = text ? (await call('Access/RecordNote', { route: route.name, text })).name : '';
          await call('Orchestrator/SignalRoute', { name: route.name, event, note });
        });
      }}>
        <TextField name="note" label={t('Toelichting', 'Note')} lines={2} hint={t('Verzegeld; alleen wie betrokken is, leest haar.', 'Sealed; only those involved read it.')} />
        <Button type="submit" busy={busy}>{route.interruptState ? t('Meld: crisis voorbij', 'Report: crisis over') : t('Meld een crisis', 'Report a crisis')}</Button>
      </form>
    </div>
  );
}
