// What care costs: what the year is expected to come to, how cost is divided among clients, and what a client costs on average.
import { useAddress } from '../../address.ts';
import { t } from '../../language.ts';
import { useNow } from '../../parts/clock.ts';
import { DateFilter, Filter, Filters } from '../../parts/fields.tsx';
import { choices, municipalityName, providerName, useNames } from '../../parts/names.tsx';
import { Head } from '../../parts/page.tsx';
import { useSession } from '../../parts/session_context.ts';
import { isOfProvider } from '../../session.ts';
import { formatMonth } from '../../words/format.ts';
import { monthsOf } from '../figures/period.ts';
import { ClientCosts } from './client_costs.tsx';
import { Concentration } from './concentration.tsx';
import { YearAhead } from './year_ahead.tsx';

export function CostsPage() {
  const session = useSession();
  const names = useNames();
  const { params } = useAddress();
  const months = monthsOf(params, useNow());
  const scope = { municipality: params.get('gemeente') ?? '', provider: params.get('aanbieder') ?? '' };
  const where = isOfProvider(session) ? t('uw eigen declaraties', 'your own claims') : scope.municipality ? municipalityName(names, scope.municipality)
    : scope.provider ? providerName(names, scope.provider) : t('alle gemeenten die u mag zien', 'all municipalities that you may see');
  return (
    <>
      <Head title={t('Kosten', 'Costs')} lead={<>{where}, {formatMonth(months.from)} – {formatMonth(months.until)}</>} />
      <Filters>
        <DateFilter type="month" label={t('Van', 'From')} param="van" value={months.van} />
        <DateFilter type="month" label={t('Tot en met', 'Until')} param="tot" value={months.tot} />
        <Filter label={t('Gemeente', 'Municipality')} param="gemeente" all={t('alle', 'all')} options={choices(names.municipalities, (one) => one.displayName)} />
        <Filter label={t('Aanbieder', 'Provider')} param="aanbieder" all={t('alle', 'all')} options={choices(names.providers, (one) => one.displayName)} />
      </Filters>
      <YearAhead year={months.until.year ?? 0} {...scope} />
      <Concentration months={months} {...scope} />
      <ClientCosts months={months} {...scope} />
    </>
  );
}
