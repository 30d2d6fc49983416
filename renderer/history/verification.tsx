import { Button, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Progress as CallProgress } from '../../core/contract/procedure';
import type { HistoryVerdict } from '../../core/model/history';
import { useClient } from '../client/use-client';
import { Notice } from '../ui/list-screen';
import { formatCount } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import { verdictWords } from './history-filter';
import classes from './history-screen.module.css';

type State =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asking'; readonly progress: CallProgress | null }
  | { readonly kind: 'verdict'; readonly verdict: HistoryVerdict; readonly atMs: number }
  | { readonly kind: 'failed'; readonly message: string };

/** Whether the history is as it was recorded: the chain of its records, and the signed head. */
export function Verification() {
  const client = useClient();
  const [state, setState] = useState<State>({ kind: 'not-asked' });
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  const verify = async (): Promise<void> => {
    const own = new AbortController();
    ending.current = own;
    setState({ kind: 'asking', progress: null });
    const onProgress = (progress: CallProgress): void => {
      if (!own.signal.aborted) setState({ kind: 'asking', progress });
    };
    const outcome = await client.call('history.verify', {}, { signal: own.signal, onProgress });
    if (own.signal.aborted) return;
    if (outcome.kind === 'answer') setState({ kind: 'verdict', verdict: outcome.output, atMs: Date.now() });
    else setState({ kind: 'failed', message: outcome.kind === 'error' ? outcome.error.message : outcome.message });
  };
  const isBroken = state.kind === 'verdict' && state.verdict.problems.length > 0;
  return (
    <Notice tone={isBroken || state.kind === 'failed' ? 'major' : 'calm'}>
      <div className={classes['verification']}>
        <Words state={state} />
        {state.kind === 'asking' ? (
          <Button
            onClick={() => {
              ending.current?.abort();
              setState({ kind: 'not-asked' });
            }}
          >
            Cancel
          </Button>
        ) : (
          <Button
            onClick={() => {
              void verify();
            }}
          >
            {state.kind === 'not-asked' ? 'Verify' : 'Verify again'}
          </Button>
        )}
      </div>
      {isBroken && (
        <ul className={classes['problems']}>
          {state.verdict.problems.map(({ seq, kind, text }) => (
            <li key={`${seq} ${kind}`}>{text}</li>
          ))}
        </ul>
      )}
      {state.kind === 'verdict' && state.verdict.remarks.map(({ atMs, text }) => <p key={`${atMs} ${text}`}>{text}</p>)}
    </Notice>
  );
}

function Words({ state }: { readonly state: State }) {
  switch (state.kind) {
    case 'not-asked':
      return <span>Records are chained, and the end of the chain is signed: a change, a gap or an addition shows.</span>;
    case 'failed':
      return <StateMark mark={{ severity: 'major' }}>It could not be verified: {state.message}</StateMark>;
    case 'asking': {
      const { progress } = state;
      const total = progress?.total ?? null;
      return (
        <>
          <span>
            {progress === null
              ? 'Being verified …'
              : `${formatCount(progress.done)} ${progress.text}${total === null ? '' : ` of ${formatCount(total)}`}`}
          </span>
          <Progress
            className={classes['progress'] ?? ''}
            size="sm"
            aria-label="Records verified"
            value={progress === null || total === null ? 0 : (progress.done / Math.max(1, total)) * 100}
          />
        </>
      );
    }
    case 'verdict':
      return (
        <StateMark mark={{ severity: state.verdict.problems.length === 0 ? 'cleared' : 'critical' }}>
          <span className={classes['verdict']}>
            {verdictWords(state.verdict)} (<UtcTime atMs={state.atMs} />)
          </span>
        </StateMark>
      );
  }
}
