import type { allocation } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, callAll, useAsked } from '../parts/answer.tsx';
import { Meter } from '../parts/meter.tsx';
import { productName, useNames } from '../parts/names.tsx';
import { Empty } from '../parts/notice.tsx';

type Use = allocation.CapacityUse;

/** How full a provider's locations are, for some products. */
export function CapacityOf({ provider, products }: { provider: string; products: string[] }) {
  const names = useNames();
  const asked = useAsked(`capacity of ${provider}`, (signal) => callAll('Allocation/ListCapacity', { provider }, 'uses', signal));
  return (
    <Answered of={asked} lines={2}>
      {({ rows }) => {
        const uses = (rows as Use[]).filter((use) => products.includes(use.product?.code ?? ''));
        if (uses.length === 0) return <Empty>{t('Voor deze producten zijn geen locaties bekend.', 'No locations are known for these products.')}</Empty>;
        return (
          <ul class="cards">{uses.map((use) => (
            <li class="card card--link" key={`${use.location}${use.product?.code}`}>
              <strong>{use.displayName}</strong><span class="hint">{productName(names, use.product?.code)}</span>
              <Meter value={(use.allocated ?? 0) + (use.reserved ?? 0)} of={use.places ?? 0} />
            </li>
          ))}</ul>
        );
      }}
    </Answered>
  );
}
