import { CloseButton } from '@mantine/core';
import type { ReconciliationShown } from '../../core/contract/shapes';
import type { Answered } from '../client/use-answer';
import { CarrierName } from '../ui/carrier-name';
import { Notice } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import classes from './comparison.module.css';

interface ComparisonProps {
  readonly asked: Answered<ReconciliationShown>;
  readonly onClose: () => void;
}

/** In what the store and the managers differ, in groups, each discrepancy with what can be done about it. */
export function Comparison({ asked, onClose }: ComparisonProps) {
  const { output, error, isAsking, atMs, progress } = asked;
  return (
    <Notice tone={error !== '' ? 'major' : 'calm'}>
      <div className={classes['head']}>
        <b>
          {error !== ''
            ? 'The comparison came to nothing'
            : output === null || isAsking
              ? `What the managers hold is being read${progress === null ? '' : `: ${progress.text}`} …`
              : output.discrepancies.length === 0
                ? 'Store and managers agree'
                : `${counted(output.discrepancies.length, 'discrepancy', 'discrepancies')} found`}
        </b>
        {atMs !== null && !isAsking && (
          <span>
            compared <Age sinceMs={atMs} suffix=" ago" />
          </span>
        )}
        <CloseButton size="xs" aria-label="Close the comparison" className={classes['close'] ?? ''} onClick={onClose} />
      </div>
      {error !== '' && <p>{error}</p>}
      {output !== null && <Found found={output} />}
    </Notice>
  );
}

function Found({ found: { carriers, groups, discrepancies } }: { readonly found: ReconciliationShown }) {
  return (
    <div className={classes['found']} tabIndex={0} role="region" aria-label="What differs">
      {carriers
        .filter(({ kind }) => kind === 'not-heard')
        .map(({ carrierId, text }) => (
          <p key={carrierId}>
            <CarrierName carrierId={carrierId} /> {text}
          </p>
        ))}
      {groups.map(({ carrierId, kind, text }) => (
        <details key={`${carrierId} ${kind}`}>
          <summary>
            <StateMark mark={{ severity: 'minor' }}>{kind}</StateMark> <CarrierName carrierId={carrierId} /> {text}
          </summary>
          <ul>
            {discrepancies
              .filter((each) => each.carrierId === carrierId && each.kind === kind)
              .map(({ id, text: words, state, remedies }) => (
                <li key={id}>
                  {words} ({state})
                  {remedies.length > 0 && `. It can be settled: ${remedies.map(({ remedy, text: how }) => `${remedy}, ${how}`).join('; ')}`}
                </li>
              ))}
          </ul>
        </details>
      ))}
    </div>
  );
}
