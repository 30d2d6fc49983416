import type { WindowPreviewShown, WindowShown } from '../../core/contract/shapes';
import { addressOf } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { counted } from '../ui/numbers';
import { LoadingRows } from '../ui/panel-state';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import { previewCounts, restWords } from './window-words';
import classes from './windows-view.module.css';

/** Whom a window would hit, as things stand. */
export function WindowPreview({ shown }: { readonly shown: WindowPreviewShown }) {
  const { all, moved } = previewCounts(shown);
  return (
    <>
      <p>
        {moved} of {counted(all, 'connection')} hit would be moved away
        <Rest shown={shown} />; {shown.unhit} others untouched.
      </p>
      <WhomItHits shown={shown} />
    </>
  );
}

/** What is to become of those that a planned window hits; asked anew when it is opened. */
export function PlannedConnections({ subjects }: Pick<WindowShown, 'subjects'>) {
  const { output, error, atMs } = useAnswer('windows.preview', { subjects: [...subjects] });
  if (!output || atMs === null)
    return error === '' ? <LoadingRows label="Whom it hits is being found" count={4} /> : <p role="alert">{error}</p>;
  const { all, moved } = previewCounts(output);
  return (
    <>
      <p>
        {all === 0 ? (
          'It hits no connection'
        ) : (
          <>
            {moved} of {counted(all, 'connection')} hit {moved === 1 ? 'is' : 'are'} moved away 15 minutes before it begins
            <Rest shown={output} />
          </>
        )}
        , as previewed <UtcTime atMs={atMs} />.
      </p>
      <WhomItHits shown={output} />
    </>
  );
}

/** The same in the list, in a line. */
export function PlannedProgress({ subjects }: Pick<WindowShown, 'subjects'>) {
  const { output, atMs } = useAnswer('windows.preview', { subjects: [...subjects] });
  if (!output || atMs === null || output.orders.length === 0) return 'nothing is moved yet';
  const { all, moved } = previewCounts(output);
  return (
    <>
      {moved} of {all} would be moved away
      <Rest shown={output} />, as previewed <UtcTime atMs={atMs} />
    </>
  );
}

/** Those that are not moved, behind those that are. */
function Rest({ shown }: { readonly shown: WindowPreviewShown }) {
  const words = restWords(shown);
  return (
    words !== '' && (
      <>
        , <b>{words}</b>
      </>
    )
  );
}

function WhomItHits({ shown }: { readonly shown: WindowPreviewShown }) {
  return (
    <ul className={classes['list']}>
      {shown.orders.map(({ orderId, customer, how, heldBack, text }) => (
        <li key={orderId}>
          <div>
            <span>
              <a href={addressOf('orders', [orderId])}>
                <bdi>{orderId}</bdi>
              </a>{' '}
              <bdi>{customer}</bdi>
            </span>
            {how === null ? (
              <StateMark mark={{ severity: 'major' }}>no other way</StateMark>
            ) : heldBack !== null ? (
              <StateMark mark={{ severity: 'minor' }}>held back</StateMark>
            ) : (
              <StateMark mark={{ shape: 'dot' }}>moves</StateMark>
            )}
          </div>
          <p>{heldBack ?? how ?? text}</p>
        </li>
      ))}
    </ul>
  );
}
