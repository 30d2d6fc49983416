import { Button, Modal, Tabs, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { ConditionsCheckShown, ConditionsShown } from '../../core/contract/circuit-shapes';
import { useOperator } from '../app/operator';
import { useAnswer } from '../client/use-answer';
import { useClient } from '../client/use-client';
import { StateMark } from '../ui/state-mark';
import { Confirm } from '../ui/confirm';
import classes from './conditions-workbench.module.css';
import { TryOnPaths } from './try-on-paths';
import { TryParameters } from './try-parameters';

interface ConditionsWorkbenchProps {
  readonly conditions: ConditionsShown;
  /** null: it is closed. */
  readonly mode: 'edit' | 'try' | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Edits the conditions table, with what is wrong with it as one types and what it would come to; or tries the one in force. */
export function ConditionsWorkbench({ conditions, mode, onClose, onSaved }: ConditionsWorkbenchProps) {
  return (
    <Modal
      opened={mode !== null}
      onClose={onClose}
      size={980}
      title={mode === 'try' ? 'Try the conditions table out' : 'Edit the conditions table'}
    >
      {mode !== null && <Bench conditions={conditions} mode={mode} onClose={onClose} onSaved={onSaved} />}
    </Modal>
  );
}

function Bench({ conditions, mode, onClose, onSaved }: ConditionsWorkbenchProps & { readonly mode: 'edit' | 'try' }) {
  const client = useClient();
  const by = useOperator();
  // As it was when the bench was opened.
  const [before] = useState(conditions.text);
  const [beganFromMs] = useState(conditions.savedAtMs);
  const [text, setText] = useState(conditions.text);
  const [settled] = useDebouncedValue(text, 250);
  const check = useAnswer('conditions.check', { table: settled });
  const [error, setError] = useState('');
  const [isConfirming, setConfirming] = useState(false);
  const verdict = settled === text && !check.isAsking ? check.output : null;
  const isChanged = text !== before;
  const save = async (): Promise<void> => {
    setError('');
    const outcome = await client.call('conditions.save', { table: text, savedAtMs: beganFromMs, by });
    if (outcome.kind === 'answer' && outcome.output.kind === 'saved') {
      onSaved();
      onClose();
    } else if (outcome.kind === 'answer') setError('The table was refused: see what is wrong with it above.');
    else setError(outcome.kind === 'error' ? outcome.error.message : outcome.message);
  };
  return (
    <div className={classes['bench']}>
      <div className={classes['editor']}>
        <Textarea
          label={
            mode === 'edit' ? 'A row a line: status, comparisons joined by and, action' : 'The table; what you change here is only tried'
          }
          description="Statuses: SUCCESS, FAIL, IN_PROCESS, any. Comparisons: remaining <= delta threshold, elapsed > time threshold (< <= = >= >). Actions: send, send again, do not send."
          rows={9}
          spellCheck={false}
          value={text}
          classNames={{ input: 'mono' }}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Verdict verdict={verdict} error={check.error} />
      </div>
      <Tabs defaultValue="paths">
        <Tabs.List>
          <Tabs.Tab value="paths">On every path as it is now</Tabs.Tab>
          <Tabs.Tab value="typed">On values that you type</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="paths">
          <TryOnPaths table={settled} inForce={conditions} />
        </Tabs.Panel>
        <Tabs.Panel value="typed">
          <TryParameters table={settled} />
        </Tabs.Panel>
      </Tabs>
      {error !== '' && (
        <p role="alert" className={classes['error']}>
          {error}
        </p>
      )}
      <div className={classes['foot']}>
        <Button
          className={classes['first'] ?? ''}
          disabled={text === conditions.defaultText}
          onClick={() => {
            setText(conditions.defaultText);
          }}
        >
          Take the default table
        </Button>
        <Button
          disabled={!isChanged}
          onClick={() => {
            setText(before);
          }}
        >
          Undo changes
        </Button>
        <Button onClick={onClose}>{mode === 'edit' ? 'Cancel' : 'Close'}</Button>
        {mode === 'edit' && (
          <Button
            variant="filled"
            disabled={!isChanged || verdict?.kind !== 'usable'}
            onClick={() => {
              setConfirming(true);
            }}
          >
            Save
          </Button>
        )}
      </div>
      <Confirm
        isOpen={isConfirming}
        title="Put this table in force"
        act="Put it in force"
        keep="Not yet"
        onClose={() => {
          setConfirming(false);
        }}
        onConfirm={() => {
          void save();
        }}
      >
        <p>
          It counts for <b>all {conditions.paths.length} virtual paths</b> at once, and is consulted as soon as it is saved: bulk requests
          may be sent then.
        </p>
        {conditions.savedAtMs !== beganFromMs && (
          <p>
            {conditions.savedBy ?? 'Somebody'} has saved another table while you edited this one: yours will be refused, and theirs stays.
          </p>
        )}
      </Confirm>
    </div>
  );
}

const problemWords = {
  gap: 'gap',
  overlap: 'overlap',
  unsafe: 'unsafe',
  starves: 'starves',
  'never-applies': 'never applies',
} as const;

function Verdict({ verdict, error }: { readonly verdict: ConditionsCheckShown | null; readonly error: string }) {
  if (error !== '') return <p className={classes['checking']}>{error}</p>;
  if (verdict === null) return <p className={classes['checking']}>Being checked …</p>;
  if (verdict.kind === 'usable')
    return (
      <p className={classes['usable']} role="status">
        <StateMark mark={{ severity: 'cleared' }}>{verdict.rows.length} rows cover every case once, and none is unsafe.</StateMark>
      </p>
    );
  const problems =
    verdict.kind === 'malformed'
      ? verdict.problems.map(({ line, message }) => ({ name: `line ${line}`, text: message }))
      : verdict.problems.map(({ kind, text: words }) => ({ name: problemWords[kind], text: words }));
  return (
    <ul className={classes['problems']} role="status" aria-label="What is wrong with the table">
      {problems.map(({ name, text }) => (
        <li key={`${name} ${text}`}>
          <StateMark mark={{ severity: 'major' }}>
            <b>{name}</b>
          </StateMark>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
