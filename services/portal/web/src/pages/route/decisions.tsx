// What was decided on a route and why: triage, plan, decisions, places.
import type { access } from '../../api/generated.ts';
import { t } from '../../language.ts';
import { Answered, useCall, type Asked } from '../../parts/answer.tsx';
import { providerName, useNames } from '../../parts/names.tsx';
import { Badge } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { has } from '../../session.ts';
import { formatActor, formatDate, formatTime } from '../../words/format.ts';
import { complexityTitle, decisionTitle, refusalTitle } from '../../words/titles.ts';

export function Decisions({ route, asked }: { route: string; asked: Asked<access.Case> }) {
  const session = useSession();
  const readsClients = has(session, 'access-professional', 'access-manager', 'case-director', 'back-office', 'privacy-officer');
  if (!readsClients) return null;
  return (
    <Section title={t('Besluiten en waarom', 'Decisions and why')}>
      {asked.error === undefined && asked.answer === undefined && !asked.busy ? null : (
        <Answered of={asked} quiet={['not_found', 'permission_denied']}>
          {(found) => <OfRoute route={(found.routes ?? []).find((one) => one.route === route)} />}
        </Answered>
      )}
      <Places route={route} />
    </Section>
  );
}

function OfRoute({ route }: { route: access.CaseRoute | undefined }) {
  const names = useNames();
  if (!route) return <p class="hint">{t('Nog geen besluiten.', 'No decisions yet.')}</p>;
  const { triage, plan, decisions = [] } = route;
  return (
    <>
      {triage && (
        <article class="card">
          <h3 class="utrecht-heading-3">{t('Triage', 'Triage')}: {complexityTitle(triage.complexity)} {triage.overridden && <Badge tone="soon">{t('anders besloten', 'overridden')}</Badge>}</h3>
          <p>{triage.explanation}</p>
          {triage.overrideReason && <p>{t('Waarom anders', 'Why otherwise')}: {triage.overrideReason}</p>}
          <p class="hint">{formatTime(triage.decideTime)}{triage.author && <> · {formatActor(triage.author)}</>}</p>
        </article>
      )}
      {plan && (
        <article class="card">
          <h3 class="utrecht-heading-3">{t('Perspectiefplan', 'Perspective plan')}</h3>
          {plan.perspective && <p>{plan.perspective}</p>}
          <ul>{(plan.goals ?? []).map((goal) => <li key={goal.code}>{goal.description || goal.code}</li>)}</ul>
          <p class="hint">{formatActor(plan.author)} · {formatTime(plan.createTime)}
            {plan.coordinatorProvider && <> · {t('coördinatie', 'coordination')}: {providerName(names, plan.coordinatorProvider)}</>}</p>
        </article>
      )}
      {[...decisions].reverse().map((decision) => (
        <article class="card" key={decision.name}>
          <h3 class="utrecht-heading-3">{t('Besluit', 'Decision')}: {decisionTitle(decision)} {decision.crisis && <Badge tone="late">{t('crisis', 'crisis')}</Badge>}</h3>
          {decision.motivation && <p>{decision.motivation}</p>}
          {decision.refusalReason && decision.refusalReason !== 'REFUSAL_REASON_UNSPECIFIED' && <p>{t('Reden van afwijzing', 'Reason of refusal')}: {refusalTitle(decision.refusalReason)}</p>}
          <p class="hint">{formatActor(decision.author)} · {t('bezwaar tot', 'objection until')} {formatDate(decision.objectionUntil)}</p>
        </article>
      ))}
    </>
  );
}

/** Why this place, or why none. */
function Places({ route }: { route: string }) {
  const asked = useCall('Allocation/ListPlacementProposals', { route });
  return (
    <Answered of={asked} lines={1} quiet={['not_found', 'permission_denied']}>
      {({ proposals = [] }) => proposals.length === 0 ? null : (
        <>
          {proposals.slice(0, 1).flatMap((proposal) => (proposal.lines ?? []).map((line) => (
            <article class="card" key={`${proposal.name}${line.line}`}>
              <h3 class="utrecht-heading-3">{line.reservation ? t('Plek gevonden', 'Place found') : t('Geen plek', 'No place')} · {line.line} {line.secondBest && <Badge tone="soon">{t('op een na beste', 'second best')}</Badge>}</h3>
              <p>{line.explanation}</p>
              <details>
                <summary>{t('Hoe er gewogen is', 'How it was weighed')}: {(line.candidates ?? []).length} {t('konden', 'could')}, {(line.fallenAway ?? []).length} {t('vielen af', 'fell away')}</summary>
                <ol>{(line.candidates ?? []).map((one) => <li key={one.location}><strong>{one.location?.replace('locations/', '')}</strong> · {one.score} {t('punten', 'points')}
                  <span class="hint"> ({(one.parts ?? []).map((part) => `${part.explanation}: ${part.points ?? 0}`).join('; ')})</span></li>)}</ol>
                <ul>{(line.fallenAway ?? []).map((one) => <li key={one.location} class="hint">{one.location?.replace('locations/', '')}: {one.explanation}</li>)}</ul>
              </details>
              <p class="hint">{formatTime(proposal.createTime)}</p>
            </article>
          )))}
        </>
      )}
    </Answered>
  );
}
