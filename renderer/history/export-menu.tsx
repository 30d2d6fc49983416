import { ActionIcon, Button, Menu, Progress, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HistoryFilter } from '../../core/contract/history';
import { useShell } from '../app/shell-context';
import { useClient } from '../client/use-client';
import { Notice } from '../ui/list-screen';
import { counted, formatCount } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import { exportHistory, type AskPage, type ExportFormat, type ExportOutcome, type ExportProgress } from './export-history';
import classes from './history-screen.module.css';

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly name: string; readonly progress: ExportProgress | null }
  | { readonly kind: 'over'; readonly name: string; readonly outcome: ExportOutcome };

export interface Exporting {
  readonly state: ExportState;
  readonly begin: (filter: HistoryFilter, format: ExportFormat) => void;
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

/** An export goes on while one looks at something else on this screen; leaving the screen cancels it. */
export function useExporting(): Exporting {
  const client = useClient();
  const { beginFile } = useShell();
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  const begin = useCallback(
    (filter: HistoryFilter, format: ExportFormat) => {
      void (async () => {
        const own = new AbortController();
        ending.current?.abort();
        ending.current = own;
        const name = `history-${new Date().toISOString().slice(0, 10)}.${format}`;
        const file = await beginFile(name);
        if (file === null) return;
        setState({ kind: 'running', name, progress: null });
        const ask: AskPage = async (question) => {
          const outcome = await client.call('history.find', question, { signal: own.signal });
          if (outcome.kind === 'answer') return { kind: 'page', page: outcome.output };
          return { kind: 'failed', message: outcome.kind === 'error' ? outcome.error.message : outcome.message };
        };
        const given = { filter, format, upToSeq: Number.MAX_SAFE_INTEGER };
        const outcome = await exportHistory(ask, file, given, own.signal, (progress) => {
          if (!own.signal.aborted) setState({ kind: 'running', name, progress });
        });
        if (ending.current === own) setState({ kind: 'over', name, outcome });
      })();
    },
    [client, beginFile],
  );
  return {
    state,
    begin,
    cancel: () => ending.current?.abort(),
    dismiss: () => {
      setState({ kind: 'idle' });
    },
  };
}

export function ExportMenu({ exporting, filter }: { readonly exporting: Exporting; readonly filter: HistoryFilter }) {
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Save every entry that the filter leaves">
          <ActionIcon aria-label="Save every entry that the filter leaves" disabled={exporting.state.kind === 'running'}>
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {(['csv', 'json'] as const).map((format) => (
          <Menu.Item
            key={format}
            onClick={() => {
              exporting.begin(filter, format);
            }}
          >
            As {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ExportNotice({ exporting: { state, cancel, dismiss } }: { readonly exporting: Exporting }) {
  if (state.kind === 'idle') return null;
  if (state.kind === 'running') {
    const { name, progress } = state;
    const share = progress === null ? 0 : (progress.lookedToSeq / Math.max(1, progress.lastSeq)) * 100;
    return (
      <Notice>
        <div className={classes['verification']}>
          <span>
            {name}: {formatCount(progress?.written ?? 0)} entries written
            {progress !== null && `, ${formatCount(progress.lookedToSeq)} of ${formatCount(progress.lastSeq)} records looked at`}
          </span>
          <Progress className={classes['progress'] ?? ''} size="sm" aria-label="Records looked at" value={share} />
          <Button onClick={cancel}>Cancel</Button>
        </div>
      </Notice>
    );
  }
  const { name, outcome } = state;
  return (
    <Notice tone={outcome.kind === 'failed' ? 'major' : 'calm'}>
      <div className={classes['verification']}>
        {outcome.kind === 'saved' && (
          <StateMark mark={{ severity: 'cleared' }}>
            {counted(outcome.written, 'entry', 'entries')} saved as {name}.
          </StateMark>
        )}
        {outcome.kind === 'cancelled' && <span>{name} is not saved: it was cancelled, and nothing is left behind.</span>}
        {outcome.kind === 'failed' && (
          <StateMark mark={{ severity: 'major' }}>
            {name} is not saved: {outcome.message}
          </StateMark>
        )}
        <Button onClick={dismiss}>Close</Button>
      </div>
    </Notice>
  );
}
