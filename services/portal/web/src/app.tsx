// The frame around every view: who is at work, where he can go, and which view the address means.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAddress } from './address.ts';
import { setSurroundings } from './api/client.ts';
import { chooseLanguage, language, t } from './language.ts';
import { Loading } from './parts/answer.tsx';
import { A } from './parts/link.tsx';
import { Button, Notice } from './parts/notice.tsx';
import { SessionContext } from './parts/session_context.ts';
import { opens, rolesOf } from './pages/view_roles.ts';
import { currentView, viewsFor, type View } from './pages/views.tsx';
import { purposesOf, readSession, signInAddress, signOut, type Session } from './session.ts';
import { purposeTitle, roleTitle } from './words/titles.ts';

type Known = Session | null | 'asking' | 'unreachable';

export function App() {
  const [session, setSession] = useState<Known>('asking');
  const [signedOut, setSignedOut] = useState(false);
  const [newer, setNewer] = useState(false);
  const [, redraw] = useState(0);
  const ask = () => {
    setSession('asking');
    readSession().then((found) => {
      if (found) {
        setSurroundings({
          purpose: purposesOf(found)[0] ?? '',
          // A page that was opened before a release goes on with what it knows, and says that there is something newer.
          onRelease: (release) => release && found.release && release !== found.release && setNewer(true),
          onSignedOut: () => setSignedOut(true),
          // He signed in again elsewhere: what was filled in here can be sent.
          onAnswer: () => setSignedOut(false),
        });
      }
      setSession(found);
    }, () => setSession('unreachable'));
  };
  useEffect(ask, []);
  useEffect(() => {
    document.documentElement.lang = language();
  });

  if (session === 'asking') return <main class="alone"><Loading lines={3} /></main>;
  if (session === 'unreachable') return <Unreachable onAgain={ask} />;
  if (session === null) return <Welcome />;
  return (
    <SessionContext.Provider value={session}>
      <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus skip" href="#inhoud">{t('Naar de inhoud', 'To the content')}</a>
      <Frame session={session} onLanguage={() => redraw((n) => n + 1)}>
        {newer && (
          <Notice tone="info" title={t('Er is een nieuwe versie van Clientroute', 'There is a new version of Clientroute')}>
            <p>{t('Rond af waar u mee bezig bent en vernieuw dan de pagina.', 'Finish what you are doing and then reload the page.')}</p>
            <Button onClick={() => location.reload()}>{t('Vernieuw de pagina', 'Reload the page')}</Button>
          </Notice>
        )}
        {signedOut && (
          <Notice tone="warning" title={t('U bent afgemeld, omdat uw sessie verliep', 'You were signed out because your session expired')}>
            <p>{t('Meld u opnieuw aan; u komt op deze bladzijde terug.', 'Sign in again; you will come back to this page.')}{' '}
              <a class="utrecht-link" href={signInAddress()}>{t('Opnieuw aanmelden', 'Sign in again')}</a></p>
            <p>{t('Vulde u hier iets in dat u wilt bewaren?', 'Did you fill in something here that you want to keep?')}{' '}
              <a class="utrecht-link" href={signInAddress('/')} target="_blank" rel="noopener">{t('Meld u aan in een nieuw venster', 'Sign in in a new window')}</a>
              {t(' en ga daarna hier verder.', ' and then go on here.')}</p>
          </Notice>
        )}
      </Frame>
    </SessionContext.Provider>
  );
}

function Frame({ session, children, onLanguage }: { session: Session; children: ComponentChildren; onLanguage: () => void }) {
  const address = useAddress();
  const [open, setOpen] = useState(false);
  const view = currentView(address);
  const path = address.steps.join('/');
  const earlier = useRef(path);
  useEffect(() => {
    setOpen(false);
    if (earlier.current === path) return;
    earlier.current = path;
    // Another page: who reads by ear or goes by keyboard begins at its content, who looks at its top.
    document.getElementById('inhoud')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [path]);
  return (
    <div class="frame">
      <header class="top">
        <A to="/" className="brand"><Mark />Clientroute</A>
        <Button kind="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>{t('Menu', 'Menu')}</Button>
        <nav class={`menu ${open ? 'menu--open' : ''}`} aria-label={t('Hoofdmenu', 'Main menu')}>
          <ul>
            {viewsFor(session).map((one) => (
              <li key={one.path}><A to={`/${one.path}`} className="menu-link" current={one === view}>{one.title()}</A></li>
            ))}
          </ul>
          <Who session={session} onLanguage={onLanguage} />
        </nav>
      </header>
      <main id="inhoud" class="content" tabIndex={-1}>
        {children}
        <Shown session={session} view={view} address={address} key={`${path} ${language()}`} />
      </main>
    </div>
  );
}

function Shown({ session, view, address }: { session: Session; view: View | undefined; address: ReturnType<typeof useAddress> }) {
  useEffect(() => {
    document.title = view ? `${view.title()} – Clientroute` : `${t('Niet gevonden', 'Not found')} – Clientroute`;
  });
  if (!view) {
    return (
      <>
        <h1 class="utrecht-heading-1">{t('Deze bladzijde is er niet', 'There is no such page')}</h1>
        <p class="utrecht-paragraph">{t('Het adres klopt niet, of de bladzijde is verhuisd. Kies hiernaast waar u heen wilt.',
          'The address is wrong or the page has moved. Choose in the menu where to go.')}</p>
        <p><A to="/">{t('Naar het begin', 'To the start')}</A></p>
      </>
    );
  }
  return opens(session, view.path) ? <view.page address={address} /> : <NotForRole session={session} view={view} />;
}

/** Nothing of a view is for this person: for whom it is, and what to do. */
function NotForRole({ session, view }: { session: Session; view: View }) {
  const list = (roles: string[]) => new Intl.ListFormat(language(), { type: 'disjunction' }).format(roles.map((role) => roleTitle(role)));
  return (
    <>
      <h1 class="utrecht-heading-1">{t('Dit is niet voor uw rol', 'This is not for your role')}</h1>
      <Notice tone="warning" title={t(`‘${view.title()}’ is er voor ${list(rolesOf(view.path))}`, `‘${view.title()}’ is for ${list(rolesOf(view.path))}`)}>
        <p>{t(`U bent aangemeld als ${list(session.roles)}. Hoort dit wel bij uw werk, vraag dan uw leidinggevende om de rol.`,
          `You are signed in as ${list(session.roles)}. If it is part of your work, ask your manager for the role.`)}</p>
      </Notice>
      <p><A to="/">{t('Naar wat er voor u is', 'To what there is for you')}</A></p>
    </>
  );
}

function Who({ session, onLanguage }: { session: Session; onLanguage: () => void }) {
  const purposes = purposesOf(session);
  return (
    <div class="who">
      <p><strong>{session.name || session.subject}</strong><br />
        <span class="hint">{session.roles.map((role) => roleTitle(role)).join(', ')}</span></p>
      {purposes.length > 0 && <p class="hint">{t('U kijkt om:', 'You look for:')} {purposeTitle(purposes[0])}</p>}
      <div class="who-actions">
        <Button kind="subtle" onClick={() => {
          chooseLanguage(language() === 'nl' ? 'en' : 'nl');
          onLanguage();
        }}>{language() === 'nl' ? <span lang="en">English</span> : <span lang="nl">Nederlands</span>}</Button>
        <Button kind="subtle" onClick={() => void signOut()}>{t('Afmelden', 'Sign out')}</Button>
      </div>
    </div>
  );
}

function Welcome() {
  return (
    <main class="alone">
      <p class="brand"><Mark />Clientroute</p>
      <h1 class="utrecht-heading-1">{t('Van verwijzing tot het einde van de hulp', 'From referral to the end of care')}</h1>
      <p class="utrecht-paragraph utrecht-paragraph--lead">{t('Meld u aan om verder te gaan. U komt daarna op de bladzijde die u opende.',
        'Sign in to go on. You will then come to the page that you opened.')}</p>
      <p><a class="utrecht-button utrecht-button--primary-action button-link" href={signInAddress()}>{t('Aanmelden', 'Sign in')}</a></p>
    </main>
  );
}

function Unreachable({ onAgain }: { onAgain: () => void }) {
  return (
    <main class="alone">
      <p class="brand"><Mark />Clientroute</p>
      <h1 class="utrecht-heading-1">{t('Clientroute is nu niet bereikbaar', 'Clientroute cannot be reached now')}</h1>
      <p class="utrecht-paragraph">{t('Uw gegevens zijn veilig. Kijk of u verbinding hebt en probeer het over een minuut opnieuw.',
        'Your data are safe. Check your connection and try again in a minute.')}</p>
      <Button kind="primary" onClick={onAgain}>{t('Probeer opnieuw', 'Try again')}</Button>
    </main>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" class="mark-ground" />
      <path d="M7 22c5 0 4-12 9-12s4 12 9 12" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" />
      <circle cx="7" cy="22" r="2.6" fill="#fff" /><circle cx="25" cy="22" r="2.6" fill="#f3b562" />
    </svg>
  );
}
