// Which address is which view, and for whom it stands in the menu.
import type { FunctionComponent } from 'preact';
import type { Address } from '../address.ts';
import { t } from '../language.ts';
import { has, type Session } from '../session.ts';
import { ClaimsPage } from './claims_page.tsx';
import { ContractPage } from './contract_page.tsx';
import { FiguresPage } from './figures/figures_page.tsx';
import { HouseholdPage } from './household_page.tsx';
import { LooksPage } from './looks_page.tsx';
import { MessagesPage } from './messages_page.tsx';
import { MunicipalityPage } from './municipality_page.tsx';
import { RegionPage, seesFigures } from './region/region_page.tsx';
import { RoutePage } from './route/routes_page.tsx';
import { StartPage } from './start_page.tsx';
import { TasksPage } from './tasks/tasks_page.tsx';
import { WaitingPage } from './waiting_page.tsx';

export interface View {
  /** The first step of its address. */
  path: string;
  title: () => string;
  /** What one finds there, in a few words. */
  about: () => string;
  page: FunctionComponent<{ address: Address }>;
  inMenu: boolean;
  /** Whether it is of use to someone; what he may see the services decide. */
  fits: (session: Session) => boolean;
}

const forRoles = (...roles: string[]) => (session: Session) => has(session, ...roles);

export const views: View[] = [
  { path: '', title: () => t('Vandaag', 'Today'), about: () => '', page: StartPage, inMenu: true, fits: () => true },
  { path: 'taken', title: () => t('Taken', 'Tasks'), about: () => t('wat op u wacht, en waarom op u', 'what waits for you, and why you'), page: TasksPage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'back-office', 'contract-manager', 'operator') },
  { path: 'route', title: () => t('Routes', 'Routes'), about: () => t('waar iedere cliënt staat en waarop wordt gewacht', 'where every client is and what is waited for'), page: RoutePage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'back-office', 'operator', 'privacy-officer') },
  { path: 'regio', title: () => t('De regio', 'The region'), about: () => t('van instroom naar uitstroom; wat te laat, vol of op is', 'from inflow to outflow; what is late, full or spent'), page: RegionPage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'contract-manager', 'back-office', 'operator') },
  { path: 'gemeente', title: () => t('Gemeenten', 'Municipalities'), about: () => t('per gemeente: stroom, termijnen en geld', 'by municipality: flow, terms and money'), page: MunicipalityPage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'contract-manager') },
  { path: 'contract', title: () => t('Contracten', 'Contracts'), about: () => t('alles voor het gesprek met een aanbieder', 'everything for the talk with a provider'), page: ContractPage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'contract-manager', 'back-office', 'operator') },
  { path: 'wachtlijst', title: () => t('Wachtlijst en plekken', 'Waiting and places'), about: () => t('wie hoe lang wacht, en waar plek is', 'who waits how long, and where there is room'), page: WaitingPage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'contract-manager', 'back-office', 'operator') },
  { path: 'declaraties', title: () => t('Declaraties', 'Claims'), about: () => t('van een totaal tot de boeking', 'from a total to the posting'), page: ClaimsPage, inMenu: true,
    fits: forRoles('contract-manager', 'back-office', 'operator', 'provider-back-office') },
  { path: 'berichten', title: () => t('Berichten', 'Messages'), about: () => t('in, uit, afgekeurd, te laat of niet aangekomen', 'in, out, rejected, late or not arrived'), page: MessagesPage, inMenu: true,
    fits: forRoles('back-office', 'operator') },
  { path: 'figuren', title: () => t('Cijfers', 'Figures'), about: () => t('elk cijfer met zijn betekenis', 'every figure with its meaning'), page: FiguresPage, inMenu: true, fits: seesFigures },
  { path: 'huishouden', title: () => t('Huishouden', 'Household'), about: () => t('het gezin als één geheel; elke inzage wordt vastgelegd', 'the family as one; each look is logged'), page: HouseholdPage, inMenu: true,
    fits: forRoles('access-professional', 'access-manager', 'back-office', 'privacy-officer') },
  { path: 'inzage', title: () => t('Inzagelogboek', 'Look log'), about: () => t('wie keek, wanneer en waarom', 'who looked, when and why'), page: LooksPage, inMenu: true,
    fits: forRoles('operator', 'privacy-officer') },
];

export const currentView = (address: Address): View | undefined => views.find((view) => view.path === (address.steps[0] ?? ''));
