// One message: its state, what is wrong with it in plain words, its counterpart, and what a person can do.
import { useState } from 'preact/hooks';
import { idOf, pathTo } from '../address.ts';
import { call } from '../api/client.ts';
import type { messaging } from '../api/generated.ts';
import { t } from '../language.ts';
import { Answered, useCall } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { SelectField } from '../parts/fields.tsx';
import { A } from '../parts/link.tsx';
import { municipalityName, providerName, useNames } from '../parts/names.tsx';
import { Button, Empty, ErrorNotice, Notice } from '../parts/notice.tsx';
import { Facts, Head, Section } from '../parts/page.tsx';
import { useSession } from '../parts/session_context.ts';
import { may } from '../session.ts';
import { formatDate, formatTime, shortId } from '../words/format.ts';
import { directionTitle, messageKind, refusalTitle } from '../words/titles.ts';
import { State } from './messages_page.tsx';

type Message = messaging.Message;

export function MessagePage({ id }: { id: string }) {
  const asked = useCall('Messaging/GetMessage', { name: `messages/${id}` });
  return <Answered of={asked} lines={8} page>{(message) => <Shown message={message} reload={asked.reload} />}</Answered>;
}

function Shown({ message, reload }: { message: Message; reload: () => void }) {
  const names = useNames();
  const now = useNow();
  const findings = message.findings ?? [];
  return (
    <>
      <Head title={messageKind(message.kind)} trail={[{ title: t('Berichten', 'Messages'), to: '/berichten' }]} aside={<State message={message} now={now} />} />
      <div class="columns">
        <div>
          {message.failure && <Notice tone="error" title={t('Dit bericht liep vast', 'This message got stuck')}>{message.failure}</Notice>}
          <Section title={t('Wat eraan mankeert', 'What is wrong with it')}>
            {findings.length === 0 ? <Empty>{t('Niets: het bericht is in orde, of nog niet beoordeeld.', 'Nothing: the message is in order, or not judged yet.')}</Empty> : (
              <ul class="plain">
                {findings.map((one, at) => (
                  <li class="card" key={at}>
                    <p><strong>{one.explanation || one.rule}</strong></p>
                    <p class="hint"><code>{one.classPath}</code> · {t('regel', 'rule')} {one.rule}{one.returnCode && <> · {t('retourcode', 'return code')} {one.returnCode}</>}
                      {(one.line ?? 0) > 0 && <> · {t('regelnummer', 'line')} {one.line}</>}</p>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Act message={message} reload={reload} />
        </div>
        <aside class="card">
          <Facts of={[
            [t('Richting', 'Direction'), directionTitle(message.direction)],
            [t('Kenmerk', 'Identification'), <code>{message.identification}</code>],
            [t('Dagtekening', 'Date'), formatDate(message.date)],
            [t('Ontvangen of geschreven', 'Received or written'), formatTime(message.createTime)],
            [t('Antwoord voor', 'Answer by'), formatDate(message.answerDueDate)],
            [t('Aanbieder', 'Provider'), providerName(names, message.provider)],
            [t('Gemeente', 'Municipality'), municipalityName(names, message.municipality)],
            [t('Bestand', 'File'), message.fileName ?? '–'],
            ...(message.counterpart ? [[t('Hoort bij', 'Belongs to'), <A to={pathTo('berichten', idOf(message.counterpart))}>{t('het andere bericht', 'the other message')}</A>] as [string, preact.ComponentChildren]] : []),
            ...(message.routes ?? []).map((route): [string, preact.ComponentChildren] => [t('Route', 'Route'), <A to={pathTo('route', idOf(route))}><code>{shortId(route)}</code></A>]),
          ]} />
        </aside>
      </div>
    </>
  );
}

const REASONS: [string, Parameters<typeof refusalTitle>[0]][] = [['1', 'NOT_A_CHANGE'], ['2', 'EXCEEDS_BUDGET'], ['3', 'NO_CONTRACT'], ['4', 'OUTSIDE_CONTRACT'], ['5', 'OTHER_MUNICIPALITY'],
  ['6', 'STACKING'], ['7', 'CARE_NOT_SUITABLE']];

function Act({ message, reload }: { message: Message; reload: () => void }) {
  const session = useSession();
  const [state, setState] = useState<{ busy?: boolean; error?: unknown; done?: string }>({});
  const act = async (done: string, work: () => Promise<unknown>) => {
    setState({ busy: true });
    try {
      await work();
      setState({ done });
      reload();
    } catch (error) {
      setState({ error });
    }
  };
  const name = message.name;
  const canResend = message.direction === 'OUT' && may(session, 'Messaging/ResendMessage');
  const canRetry = message.state === 'FAILED' && may(session, 'Messaging/RetryMessage');
  const canAnswer = message.leftToPerson && may(session, 'Messaging/AnswerRequest');
  if (!canResend && !canRetry && !canAnswer) return null;
  return (
    <Section title={t('Wat u kunt doen', 'What you can do')}>
      {state.error !== undefined && <ErrorNotice error={state.error} onAgain={reload} />}
      {state.done && <Notice tone="ok">{state.done}</Notice>}
      <div class="form--line">
        {canRetry && <Button kind="primary" busy={state.busy} onClick={() => void act(t('Het bericht wordt opnieuw geprobeerd.', 'The message is tried again.'), () => call('Messaging/RetryMessage', { name }))}>{t('Probeer opnieuw', 'Try again')}</Button>}
        {canResend && <Button busy={state.busy} onClick={() => void act(t('Het bericht gaat opnieuw uit, byte voor byte gelijk.', 'The message goes out again, byte for byte.'), () => call('Messaging/ResendMessage', { name }))}>{t('Verstuur opnieuw', 'Send again')}</Button>}
      </div>
      {canAnswer && (
        <form class="form" onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const answer = String(form.get('answer')) as messaging.RequestAnswer;
          void act(t('Het antwoord gaat naar de aanbieder.', 'The answer goes to the provider.'), () => call('Messaging/AnswerRequest', { name, answer,
            reason: answer === 'REFUSED' ? String(form.get('reason')) : '' }));
        }}>
          <SelectField name="answer" label={t('Antwoord aan de aanbieder', 'Answer to the provider')} options={[{ value: 'UNDER_INVESTIGATION', title: t('in onderzoek', 'under investigation') }, { value: 'REFUSED', title: t('afgewezen', 'refused') }]} />
          <SelectField name="reason" label={t('Bij afwijzing: waarom', 'If refused: why')} options={REASONS.map(([value, reason]) => ({ value, title: refusalTitle(reason) }))} />
          <Button kind="primary" type="submit" busy={state.busy}>{t('Verstuur het antwoord', 'Send the answer')}</Button>
        </form>
      )}
    </Section>
  );
}
