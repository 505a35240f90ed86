import { idOf, pathTo } from '../../address.ts';
import { t } from '../../language.ts';
import { Answered, useCall } from '../../parts/answer.tsx';
import { A } from '../../parts/link.tsx';
import { formatTime } from '../../words/format.ts';
import { directionTitle, messageKind, messageState } from '../../words/titles.ts';

/** The messages of a route, newest first. */
export function RouteMessages({ route }: { route: string }) {
  const asked = useCall('Messaging/ListMessages', { route, pageSize: 20 });
  return (
    <div class="card">
      <h2 class="utrecht-heading-3">{t('Berichten', 'Messages')}</h2>
      <Answered of={asked} quiet={['permission_denied']}>
        {({ messages = [] }) => messages.length === 0 ? <p class="hint">{t('Nog geen.', 'None yet.')}</p> : (
          <ul class="plain">
            {messages.map((message) => (
              <li key={message.name}>
                <A to={pathTo('berichten', idOf(message.name))}>{messageKind(message.kind)}</A>
                <p class="hint">{directionTitle(message.direction)} · {messageState(message.state)} · {formatTime(message.createTime)}</p>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </div>
  );
}
