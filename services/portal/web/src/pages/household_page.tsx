// A household seen whole: its members, their routes and who is involved. Each look is logged.
import { useState } from 'preact/hooks';
import { go, idOf, pathTo, type Address } from '../address.ts';
import { call } from '../api/client.ts';
import type { intake } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { Due } from '../parts/due.tsx';
import { TextField } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { municipalityName, productName, providerName, useNames } from '../parts/names.tsx';
import { Badge, Button, ErrorNotice, Notice } from '../parts/notice.tsx';
import { Facts, Head, Section } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { has } from '../session.ts';
import { formatActor, formatDate, formatDay, formatTime, shortId } from '../words/format.ts';
import { caseRole } from '../words/titles.ts';

export function HouseholdPage({ address }: { address: Address }) {
  return address.steps[1] ? <OneHousehold id={address.steps[1]} /> : <Find />;
}

/** By citizen number, which never stands in an address. */
function Find() {
  const session = useSession();
  const [state, setState] = useState<{ busy?: boolean; error?: unknown }>({});
  const find = async (citizenNumber: string) => {
    setState({ busy: true });
    try {
      const client = await call('Intake/FindClient', { citizenNumber });
      go(pathTo('huishouden', idOf(client.household)));
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <>
      <Head title={t('Huishouden', 'Household')} lead={t('Het gezin rond de cliënt, als één geheel: wie is al betrokken, welke routes lopen.', 'The family around the client as one: who is involved already, which routes run.')} />
      <Notice>{t('Elke inzage wordt vastgelegd en kan aan de cliënt worden getoond.', 'Each look is logged and can be shown to the client.')}</Notice>
      {state.error !== undefined && <ErrorNotice error={state.error} />}
      {has(session, 'access-professional', 'back-office') ? (
        <form class="form" onSubmit={(event) => {
          event.preventDefault();
          void find(String(new FormData(event.currentTarget).get('number') ?? '').replaceAll(/\D/g, ''));
        }}>
          <TextField name="number" type="password" required label={t('Burgerservicenummer', 'Citizen number')} hint={t('Negen cijfers. Het komt niet in het adres en wordt niet bewaard.', 'Nine digits. It does not come into the address and is not kept.')} />
          <Button kind="primary" type="submit" busy={state.busy}>{t('Zoek het huishouden', 'Find the household')}</Button>
        </form>
      ) : <p>{t('Open een huishouden vanaf een route.', 'Open a household from a route.')} <A to="/route">{t('Naar de routes', 'To the routes')}</A></p>}
    </>
  );
}

function OneHousehold({ id }: { id: string }) {
  const asked = useCall('Intake/GetHousehold', { name: `households/${id}` });
  return (
    <Answered of={asked} lines={7} page>
      {(household) => (
        <>
          <Head title={t('Huishouden', 'Household')} lead={<><code>{shortId(household.name)}</code> · {t('bekend sinds', 'known since')} {formatDay(household.createTime)}</>} />
          <Notice>{t('Deze inzage is vastgelegd.', 'This look was logged.')}</Notice>
          {(household.clients ?? []).map((client, at) => <Member key={client} client={client} number={at + 1} />)}
        </>
      )}
    </Answered>
  );
}

function Member({ client, number }: { client: string; number: number }) {
  const session = useSession();
  const names = useNames();
  const now = useNow();
  const [named, setNamed] = useState(false);
  const routes = useCall('Orchestrator/ListRoutes', { filter: { client } });
  return (
    <Section title={t(`Lid ${number}`, `Member ${number}`)} tools={has(session, 'privacy-officer', 'operator') && <A to={`/inzage?client=${idOf(client)}`}>{t('Wie keek er?', 'Who looked?')}</A>}>
      <div class="card">
        {named ? <Person client={client} /> : (
          <p><code>{shortId(client)}</code>{' '}
            {has(session, 'access-professional', 'access-manager', 'back-office', 'privacy-officer') && <Button onClick={() => setNamed(true)}>{t('Toon persoonsgegevens', 'Show personal data')}</Button>}</p>
        )}
      </div>
      <Answered of={routes} lines={2} quiet={['permission_denied']}>
        {({ routes: found = [] }) => found.length === 0 ? <p class="hint">{t('Geen routes die u mag zien.', 'No routes that you may see.')}</p> : (
          <ul class="plain">{found.map((route) => (
            <li class="card" key={route.name}>
              <p><A to={pathTo('route', idOf(route.name))}>{route.stateTitle}</A> {route.closed && <Badge tone="good">{t('afgerond', 'ended')}</Badge>}</p>
              <p class="hint">{municipalityName(names, route.municipality)} · {t('sinds', 'since')} {formatDay(route.createTime)} · <Due time={route.dueTime} now={now} /></p>
              <p>{(route.lines ?? []).map((line) => `${productName(names, line.product?.code)} (${providerName(names, line.provider)})`).join(', ')}</p>
              {route.case && <Involved name={route.case} />}
            </li>
          ))}</ul>
        )}
      </Answered>
    </Section>
  );
}

function Person({ client }: { client: string }) {
  const asked = useCall('Intake/GetClient', { name: client });
  return (
    <Answered of={asked} lines={3}>
      {({ person }) => !person ? <p class="hint">{t('Van deze cliënt zijn geen persoonsgegevens bekend, of zij zijn gewist.', 'No personal data of this client are known, or they were erased.')}</p> : (
        <Facts of={[
          [t('Naam', 'Name'), [person.firstNames || person.initials, person.prefix, person.familyName].filter(Boolean).join(' ') || '–'],
          [t('Geboren', 'Born'), person.birthDate ? formatDate(person.birthDate) : person.expectedBirthDate ? `${t('verwacht', 'expected')} ${formatDate(person.expectedBirthDate)}` : '–'],
          [t('Burgerservicenummer', 'Citizen number'), person.citizenNumber || t('nog geen', 'none yet')],
          [t('Adres', 'Address'), addressOf(person.address)],
        ]} />
      )}
    </Answered>
  );
}

const addressOf = (address: intake.Address | undefined): string => !address?.street ? '–'
  : `${address.street} ${address.houseNumber ?? ''}${address.houseNumberAddition ?? ''}, ${address.postalCode ?? ''} ${address.city ?? ''}`;

function Involved({ name }: { name: string }) {
  const asked = useCall('Access/GetCase', { name });
  return (
    <Answered of={asked} lines={1} quiet={['not_found', 'permission_denied']}>
      {(found) => {
        const holders = (found.roles ?? []).filter((role) => !role.endTime);
        return holders.length === 0 ? <p class="hint">{t('Nog niemand heeft een rol in deze casus.', 'Nobody has a role in this case yet.')}</p>
          : <p>{holders.map((role) => `${caseRole(role.role)}: ${formatActor(role.holder)} (${formatTime(role.startTime)})`).join(' · ')}</p>;
      }}
    </Answered>
  );
}
