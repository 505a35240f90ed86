// A municipality: its clients' flow, its access desk's terms, its money.
import { pathTo, useAddress, type Address } from '../address.ts';
import type { monitoring } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, callAll, useAsked, useCall } from '../parts/answer.tsx';
import { Chart } from '../parts/chart.tsx';
import { useNow } from '../parts/clock.ts';
import { DateFilter, Filters } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { municipalityName, useNames } from '../parts/names.tsx';
import { Empty, Notice } from '../parts/notice.tsx';
import { Head, Section } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { formatEuros, formatMonth, toNumber } from '../words/format.ts';
import { claimsAddress } from './claims_address.ts';
import { FigureTiles, figureAddress, type Scope } from './figures/figure_tiles.tsx';
import { DefinitionText } from './figures/figures_page.tsx';
import { eachMonth, monthsOf, only, sameMonth, type Months } from './figures/period.ts';
import { Budget } from './region/budget.tsx';
import { FlowPart } from './region/flow_part.tsx';
import { Late } from './region/late.tsx';
import { seesFigures } from './region/region_page.tsx';

export function MunicipalityPage({ address }: { address: Address }) {
  const session = useSession();
  const names = useNames();
  const code = address.steps[1];
  if (code && session.municipalities.includes(code)) return <One code={code} />;
  return (
    <>
      <Head title={t('Gemeenten', 'Municipalities')} lead={t('Kies een gemeente waarvoor u werkt.', 'Choose a municipality that you work for.')} />
      {code && <Notice tone="warning" title={t('Die gemeente kunt u niet bekijken', 'You cannot look at that municipality')}>{t('U werkt er niet voor, of het adres klopt niet.', 'You do not work for it, or the address is wrong.')}</Notice>}
      <ul class="doors">{[...session.municipalities].sort((a, b) => municipalityName(names, a).localeCompare(municipalityName(names, b))).map((one) => (
        <li key={one}><A to={pathTo('gemeente', one)} className="door"><strong>{municipalityName(names, one)}</strong></A></li>
      ))}</ul>
    </>
  );
}

function One({ code }: { code: string }) {
  const session = useSession();
  const names = useNames();
  const { params } = useAddress();
  const months = monthsOf(params, useNow());
  return (
    <>
      <Head title={municipalityName(names, code)} trail={[{ title: t('Gemeenten', 'Municipalities'), to: '/gemeente' }]} lead={<>{formatMonth(months.from)} – {formatMonth(months.until)}</>} />
      <Filters>
        <DateFilter type="month" label={t('Van', 'From')} param="van" value={months.van} />
        <DateFilter type="month" label={t('Tot en met', 'Until')} param="tot" value={months.tot} />
      </Filters>
      {seesFigures(session) && (
        <>
          <Section title={t('De stroom van haar cliënten', 'The flow of its clients')}><FlowPart months={months} municipality={code} /></Section>
          <Section title={t('Instroom en uitstroom', 'Inflow and outflow')}><InAndOut months={months} municipality={code} /></Section>
          <Section title={t('Het geld', 'The money')} tools={<A to={`/kosten?gemeente=${code}`}>{t('Kosten en verwachting', 'Costs and forecast')}</A>}><Money months={months} municipality={code} /></Section>
        </>
      )}
      <Budget municipality={code} />
      <Late municipality={code} />
      {seesFigures(session) && (
        <Section title={t('De toegang', 'The access desk')}>
          <FigureTiles figures={['waiting_time', 'waiting_days', 'triage', 'triage_overridden', 'crisis_decisions', 'returns', 'professionals', 'at_school']} municipality={code} />
        </Section>
      )}
    </>
  );
}

/** Several figures over the months of the address, as lines of one chart. */
function useMonthly(figures: string[], scope: Scope, months: Months) {
  return useAsked(JSON.stringify(['monthly', figures, scope, months]), async (signal) => {
    const answers = await Promise.all(figures.map((figure) => callAll('Monitoring/ListFigures', { figure, ...scope, from: months.from, until: months.until, by: ['MONTH'] }, 'rows', signal)));
    return answers.map(({ rows }) => eachMonth(months).map((month) => toNumber((rows as monitoring.FigureRow[]).find((row) => sameMonth(row.month, month))?.value)));
  });
}

function InAndOut({ months, municipality }: { months: Months; municipality: string }) {
  const asked = useMonthly(['inflow', 'outflow'], { municipality }, months);
  const definitions = useCall('Monitoring/ListFigureDefinitions', {});
  return (
    <Answered of={asked} lines={5}>
      {([inflow = [], outflow = []]) => (
        <Chart title={t('Clientroutes per maand', 'Client routes by month')} kind="bars" labels={eachMonth(months).map(formatMonth)}
          to={(at) => figureAddress('inflow', { municipality }, only(eachMonth(months)[at]!), { per: 'PRODUCT' })}
          series={[{ title: t('instroom', 'inflow'), values: inflow }, { title: t('uitstroom', 'outflow'), values: outflow }]}
          definition={<DefinitionText of={definitions.answer?.definitions?.find((one) => one.figure === 'inflow')} />} />
      )}
    </Answered>
  );
}

function Money({ months, municipality }: { months: Months; municipality: string }) {
  const asked = useMonthly(['spend_accepted', 'spend_refused'], { municipality }, months);
  const definitions = useCall('Monitoring/ListFigureDefinitions', {});
  return (
    <Answered of={asked} lines={5}>
      {([accepted = [], refused = []]) => [...accepted, ...refused].every((one) => one === 0)
        ? <Empty>{t('In deze periode is niets gedeclareerd.', 'Nothing was claimed in this period.')}</Empty>
        : <Chart title={t('Declaraties naar maand van levering', 'Claims by month of delivery')} kind="bars" labels={eachMonth(months).map(formatMonth)} format={formatEuros}
          to={(at) => claimsAddress({ municipality, ...(eachMonth(months)[at] ? { month: eachMonth(months)[at]! } : {}) })}
          series={[{ title: t('toegekend', 'accepted'), values: accepted }, { title: t('afgewezen', 'refused'), values: refused }]}
          definition={<DefinitionText of={definitions.answer?.definitions?.find((one) => one.figure === 'spend_accepted')} />} />}
    </Answered>
  );
}
