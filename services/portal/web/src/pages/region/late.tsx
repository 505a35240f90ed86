// What is late: routes by municipality.
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { A } from '../../parts/link.tsx';
import { municipalityName, useNames } from '../../parts/names.tsx';
import { Empty } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { has } from '../../session.ts';
import { formatNumber, toNumber } from '../../words/format.ts';

export function Late({ municipality }: { municipality?: string }) {
  const session = useSession();
  const names = useNames();
  const counts = useCall('RouteOperations/CountRoutes', { by: municipality ? 'STATE' : 'MUNICIPALITY', filter: { openOnly: true, municipality: municipality ?? '' } });
  if (!has(session, 'access-manager', 'back-office', 'operator', 'privacy-officer')) return null;
  return (
    <Section title={t('Wat is te laat', 'What is late')} hint={t('Lopende routes met een taak waarvan de termijn voorbij is.', 'Running routes with a task whose term has passed.')}>
      <Answered of={counts} quiet={['permission_denied']}>
        {({ counts: found = [] }) => {
          const late = found.filter((one) => toNumber(one.late) > 0);
          if (late.length === 0) return <Empty>{t('Niets is te laat.', 'Nothing is late.')}</Empty>;
          return (
            <ul class="cards">{late.map((one) => (
              <li class="card card--link" key={one.value}>
                <A to={municipality ? `/route?welke=laat&stand=${one.value}&gemeente=${municipality}` : `/route?welke=laat&gemeente=${one.value}`}>
                  {municipality ? one.title || one.value : municipalityName(names, one.value)}</A>
                <span class="hint">{t(`${formatNumber(one.late)} te laat van ${formatNumber(one.count)} lopende`, `${formatNumber(one.late)} late of ${formatNumber(one.count)} running`)}</span>
              </li>
            ))}</ul>
          );
        }}
      </Answered>
    </Section>
  );
}
