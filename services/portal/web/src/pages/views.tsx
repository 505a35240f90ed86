// Which address is which view.
import type { FunctionComponent } from 'preact';
import type { Address } from '../address.ts';
import { t } from '../language.ts';
import type { Session } from '../session.ts';
import { ClaimsPage } from './claims_page.tsx';
import { ContractPage } from './contract_page.tsx';
import { CostsPage } from './costs/costs_page.tsx';
import { FiguresPage } from './figures/figures_page.tsx';
import { HouseholdPage } from './household_page.tsx';
import { LooksPage } from './looks_page.tsx';
import { MessagesPage } from './messages_page.tsx';
import { MunicipalityPage } from './municipality_page.tsx';
import { RegionPage } from './region/region_page.tsx';
import { RoutePage } from './route/routes_page.tsx';
import { StartPage } from './start_page.tsx';
import { TasksPage } from './tasks/tasks_page.tsx';
import { opens } from './view_roles.ts';
import { WaitingPage } from './waiting_page.tsx';

export interface View {
  /** The first step of its address. */
  path: string;
  title: () => string;
  /** What one finds there, in a few words. */
  about: () => string;
  page: FunctionComponent<{ address: Address }>;
}

export const views: View[] = [
  { path: '', title: () => t('Vandaag', 'Today'), about: () => '', page: StartPage },
  { path: 'taken', title: () => t('Taken', 'Tasks'), about: () => t('wat op u wacht, en waarom op u', 'what waits for you, and why you'), page: TasksPage },
  { path: 'route', title: () => t('Routes', 'Routes'), about: () => t('waar iedere cliënt staat en waarop wordt gewacht', 'where every client is and what is waited for'), page: RoutePage },
  { path: 'regio', title: () => t('De regio', 'The region'), about: () => t('van instroom naar uitstroom; wat te laat, vol of op is', 'from inflow to outflow; what is late, full or spent'), page: RegionPage },
  { path: 'gemeente', title: () => t('Gemeenten', 'Municipalities'), about: () => t('per gemeente: stroom, termijnen en geld', 'by municipality: flow, terms and money'), page: MunicipalityPage },
  { path: 'contract', title: () => t('Contracten', 'Contracts'), about: () => t('alles voor het gesprek met een aanbieder', 'everything for the talk with a provider'), page: ContractPage },
  { path: 'wachtlijst', title: () => t('Wachtlijst en plekken', 'Waiting and places'), about: () => t('wie hoe lang wacht, en waar plek is', 'who waits how long, and where there is room'), page: WaitingPage },
  { path: 'declaraties', title: () => t('Declaraties', 'Claims'), about: () => t('van een totaal tot de boeking', 'from a total to the posting'), page: ClaimsPage },
  { path: 'berichten', title: () => t('Berichten', 'Messages'), about: () => t('in, uit, afgekeurd, te laat of niet aangekomen', 'in, out, rejected, late or not arrived'), page: MessagesPage },
  { path: 'figuren', title: () => t('Cijfers', 'Figures'), about: () => t('elk cijfer met zijn betekenis', 'every figure with its meaning'), page: FiguresPage },
  { path: 'kosten', title: () => t('Kosten', 'Costs'), about: () => t('wat het jaar kost, en hoe de kosten verdeeld zijn', 'what the year costs, and how costs are divided'), page: CostsPage },
  { path: 'huishouden', title: () => t('Huishouden', 'Household'), about: () => t('het gezin als één geheel; elke inzage wordt vastgelegd', 'the family as one; each look is logged'), page: HouseholdPage },
  { path: 'inzage', title: () => t('Inzagelogboek', 'Look log'), about: () => t('wie keek, wanneer en waarom', 'who looked, when and why'), page: LooksPage },
];

export const currentView = (address: Address): View | undefined => views.find((view) => view.path === (address.steps[0] ?? ''));

/** Those of use to someone, in the order of the menu. */
export const viewsFor = (session: Session): View[] => views.filter((view) => opens(session, view.path));
