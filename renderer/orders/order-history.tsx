import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { HistoryEntry } from '../../core/model/history';
import { useTable } from '../client/use-client';
import { LoadingRows } from '../ui/panel-state';
import { formatCount } from '../ui/numbers';
import { UtcTime } from '../ui/times';
import classes from './order-history.module.css';
import { useAnswer } from '../client/use-answer';

/** How far back it is looked at once one asks for more. */
const farBack = 50_000;

/** What the history has about an order, the latest first: of the latest entries, and on request of many more. */
export function OrderHistory({ orderId }: { readonly orderId: string }) {
  const known = useTable('history');
  const [isFar, setFar] = useState(false);
  const far = useAnswer('history.tail', isFar ? { count: farBack } : null);
  const entries = useMemo(() => {
    const all: Iterable<HistoryEntry> = far.output ?? known.rows.values();
    return [...all].filter((entry) => isAbout(entry, orderId)).reverse();
  }, [known, far.output, orderId]);
  const { rows, isWhole, fault } = known;
  if (!isWhole && fault === '') return <LoadingRows label="The history is being loaded" count={5} />;
  const problem = fault !== '' ? fault : far.error;
  return (
    <div className={classes['history']}>
      {problem !== '' && (
        <p role="alert" className={classes['quiet']}>
          The history cannot be read now: {problem}
        </p>
      )}
      {entries.length === 0 && (
        <p className={classes['quiet']}>
          Nothing about it among the latest {far.output ? formatCount(far.output.length) : formatCount(rows.size)} entries.
        </p>
      )}
      <ol>
        {entries.map(({ atMs, actor, event, text }, at) => (
          <li key={entries.length - at}>
            <span className={classes['quiet']}>
              <UtcTime atMs={atMs} withDate />
            </span>
            <span>{actor}</span>
            <p>
              <span className="mono">{event}</span> <bdi>{text}</bdi>
            </p>
          </li>
        ))}
      </ol>
      {far.output === null && (
        <Button
          loading={far.isAsking}
          onClick={() => {
            setFar(true);
          }}
        >
          Look further back
        </Button>
      )}
    </div>
  );
}

const isAbout = ({ subject, text }: HistoryEntry, orderId: string): boolean => subject === orderId || namesIt(text, orderId);

/** As a word of its own: `ORD-1` is not named by `ORD-10`. */
function namesIt(text: string, orderId: string): boolean {
  const at = text.indexOf(orderId);
  return at !== -1 && !/[\p{L}\p{N}-]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at + orderId.length));
}
