// The region at a glance: the flow, and what is late, full and out of budget.
import { useAddress } from '../../address.ts';
import { t } from '../../language.ts';
import { useNow } from '../../parts/clock.ts';
import { DateFilter, Filter, Filters } from '../../parts/fields.tsx';
import { A } from '../../parts/link.tsx';
import { choices, municipalityName, providerName, useNames } from '../../parts/names.tsx';
import { Head, Section } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { has, type Session } from '../../session.ts';
import { formatMonth } from '../../words/format.ts';
import { FigureTiles } from '../figures/figure_tiles.tsx';
import { monthsOf } from '../figures/period.ts';
import { opens } from '../view_roles.ts';
import { Budget } from './budget.tsx';
import { FlowPart } from './flow_part.tsx';
import { Full } from './full.tsx';
import { Late } from './late.tsx';
import { RiskFactors, Targets } from './targets.tsx';

export const seesFigures = (session: Session): boolean => opens(session, 'figuren');

export function RegionPage() {
  const session = useSession();
  const names = useNames();
  const { params } = useAddress();
  const months = monthsOf(params, useNow());
  const municipality = params.get('gemeente') ?? '';
  const provider = params.get('aanbieder') ?? '';
  const product = params.get('product') ?? '';
  const where = municipality ? municipalityName(names, municipality) : provider ? providerName(names, provider) : t('de hele regio', 'the whole region');
  return (
    <>
      <Head title={t('De regio', 'The region')} lead={<>{where}, {formatMonth(months.from)} – {formatMonth(months.until)}</>} />
      <Filters>
        <DateFilter type="month" label={t('Van', 'From')} param="van" value={months.van} />
        <DateFilter type="month" label={t('Tot en met', 'Until')} param="tot" value={months.tot} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
        <Filter label={t('Product', 'Product')} param="product" all={t('alle', 'all')} options={choices(names.products, (one) => one.displayName)} />
      </Filters>
      {seesFigures(session) && (
        <Section title={t('Van instroom naar uitstroom', 'From inflow to outflow')}><FlowPart months={months} municipality={municipality} provider={provider} product={product} /></Section>
      )}
      <Late municipality={municipality} />
      <Full />
      <Budget municipality={municipality} />
      {seesFigures(session) && (
        <Section title={t('Meer cijfers', 'More figures')} tools={<span class="badges"><A to={`/kosten?gemeente=${municipality}&aanbieder=${provider}`}>{t('Kosten en verwachting', 'Costs and forecast')}</A> <A to="/figuren">{t('Alle cijfers', 'All figures')}</A></span>}>
          <FigureTiles figures={['waiting_time', 'triage_overridden', 'crisis_decisions', 'second_best', 'scaled_up', 'scaled_down', 'spend_accepted', 'spend_refused']}
            municipality={municipality} provider={provider} product={product} />
        </Section>
      )}
      {has(session, 'access-professional', 'access-manager', 'contract-manager') && <><Targets /><RiskFactors municipality={municipality} /></>}
    </>
  );
}
