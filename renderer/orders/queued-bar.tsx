import { Button } from '@mantine/core';
import { counted, formatCount } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import classes from './queued.module.css';

/** Above the queue while orders are in it that were queued offline. */
export function QueuedBar({ count, onReview }: { readonly count: number; readonly onReview: () => void }) {
  if (count === 0) return null;
  return (
    <div className={classes['bar']} role="status">
      <StateMark mark={{ shape: 'dotted' }}>
        <b>{counted(count, 'order')} queued offline</b>
      </StateMark>
      <span className={classes['words']}>
        Checked again when the carriers on the way are heard; what differs from what you saw waits for your yes.
      </span>
      <Button className={classes['review'] ?? ''} onClick={onReview}>
        Review {formatCount(count)}…
      </Button>
    </div>
  );
}
