import { Button, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import type { Progress as CallProgress } from '../../core/contract/procedure';
import type { HistoryProblem, HistoryVerdict } from '../../core/model/history';
import { useShell } from '../app/shell-context';
import { useClient } from '../client/use-client';
import { Notice } from '../ui/list-screen';
import { formatCount, formatDuration } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import { verdictWords } from './history-filter';
import classes from './history-screen.module.css';
import { KeptHeadDialog, type KeptHead } from './kept-head';

type State =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asking'; readonly progress: CallProgress | null }
  | { readonly kind: 'cancelled'; readonly checked: number }
  | {
      readonly kind: 'verdict';
      readonly verdict: HistoryVerdict;
      readonly atMs: number;
      readonly tookMs: number;
      readonly isHeadCompared: boolean;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Whether the history is as it was recorded: the chain of its records, and the signed head. `onShow`: shows the record where it is not. */
export function Verification({ onShow }: { readonly onShow: (at: { readonly seq: number; readonly text: string }) => void }) {
  const client = useClient();
  const { saveFile } = useShell();
  const [state, setState] = useState<State>({ kind: 'not-asked' });
  const [isAskingHead, setAskingHead] = useState(false);
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  const verify = async (kept: KeptHead): Promise<void> => {
    const own = new AbortController();
    ending.current = own;
    const begunMs = Date.now();
    setState({ kind: 'asking', progress: null });
    const onProgress = (progress: CallProgress): void => {
      if (!own.signal.aborted) setState({ kind: 'asking', progress });
    };
    const outcome = await client.call('history.verify', kept, { signal: own.signal, onProgress });
    if (own.signal.aborted) return;
    const atMs = Date.now();
    if (outcome.kind === 'answer')
      setState({
        ...{ kind: 'verdict', verdict: outcome.output, atMs, tookMs: atMs - begunMs },
        isHeadCompared: kept.keptHead !== undefined,
      });
    else setState({ kind: 'failed', message: outcome.kind === 'error' ? outcome.error.message : outcome.message });
  };
  const exportHead = async (): Promise<void> => {
    const outcome = await client.call('history.export-head', {});
    if (outcome.kind !== 'answer') {
      const message = outcome.kind === 'error' ? outcome.error.message : outcome.message;
      notifications.show({ color: 'red', title: 'The head is not exported', message });
      return;
    }
    const { head } = outcome.output;
    await saveFile(`longlines-history-head-${head.split(' ')[1] ?? ''}.txt`, `${head}\n`);
  };
  const isBroken = state.kind === 'verdict' && state.verdict.problems.length > 0;
  return (
    <Notice tone={isBroken || state.kind === 'failed' ? 'major' : 'calm'}>
      <div className={classes['verification']}>
        <Words state={state} />
        <span className={classes['end']}>
          {state.kind === 'asking' ? (
            <Button
              onClick={() => {
                ending.current?.abort();
                setState({ kind: 'cancelled', checked: state.progress?.done ?? 0 });
              }}
            >
              Cancel
            </Button>
          ) : (
            <>
              <Button onClick={() => void exportHead()}>Export head</Button>
              <Button
                onClick={() => {
                  setAskingHead(true);
                }}
              >
                Verify against a kept head …
              </Button>
              <Button onClick={() => void verify({})}>{state.kind === 'verdict' ? 'Verify again' : 'Verify'}</Button>
            </>
          )}
        </span>
      </div>
      {isBroken && <Problems problems={state.verdict.problems} onShow={onShow} />}
      {state.kind === 'verdict' && state.verdict.remarks.map(({ atMs, text }) => <p key={`${atMs} ${text}`}>{text}</p>)}
      <KeptHeadDialog
        isOpen={isAskingHead}
        onClose={() => {
          setAskingHead(false);
        }}
        onVerify={(kept) => void verify(kept)}
      />
    </Notice>
  );
}

function Problems({
  problems,
  onShow,
}: {
  readonly problems: readonly HistoryProblem[];
  readonly onShow: (at: { readonly seq: number; readonly text: string }) => void;
}) {
  return (
    <ul className={classes['problems']}>
      {problems.map(({ seq, kind, text }) => (
        <li key={`${seq} ${kind}`}>
          {text}{' '}
          {seq > 0 && (
            <Button
              size="compact-xs"
              onClick={() => {
                onShow({ seq, text });
              }}
            >
              Show record {formatCount(seq)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Words({ state }: { readonly state: State }) {
  switch (state.kind) {
    case 'not-asked':
      return <span>Records are chained, and the end of the chain is signed: a change, a gap or an addition shows.</span>;
    case 'cancelled':
      return <span>Cancelled after {formatCount(state.checked)} records; nothing was found wrong up to there, and nothing is proved.</span>;
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
            {verdictWords(state.verdict, state.isHeadCompared)} (<UtcTime atMs={state.atMs} />, took {formatDuration(state.tookMs)})
          </span>
        </StateMark>
      );
  }
}
