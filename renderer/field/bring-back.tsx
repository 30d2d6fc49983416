import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldStateShown, SealedShown } from '../../core/contract/field-pack';
import { useOperator } from '../app/operator';
import { useMay } from '../app/use-may';
import { useShell } from '../app/shell-context';
import { useCommand } from '../app/use-command';
import { useAnswer } from '../client/use-answer';
import { useClient } from '../client/use-client';
import { EmptyPanel } from '../ui/panel-state';
import { counted } from '../ui/numbers';
import { Panel } from '../ui/panel';
import { StateMark } from '../ui/state-mark';
import { UtcTime } from '../ui/times';
import { NewPassphrase } from './sealed-file-input';
import { bytesOf, sizeWords } from './sealed-bytes';
import classes from './field.module.css';

/** In the field: what was changed since the pack was opened, and the file that brings it back to the desk. */
export function BringBack({ state, onChanged }: { readonly state: FieldStateShown; readonly onChanged: () => void }) {
  const client = useClient();
  const shell = useShell();
  const by = useOperator();
  const may = useMay();
  const changes = useAnswer('field-pack.changes', {}, { version: state.changes });
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<SealedShown | null>(null);
  const [problem, setProblem] = useState('');
  const make = async (): Promise<void> => {
    if (passphrase === null) return;
    setMaking(true);
    setProblem('');
    const outcome = await client.call('field-pack.propose', { passphrase, by });
    setMaking(false);
    if (outcome.kind !== 'answer') {
      setProblem(outcome.kind === 'error' ? outcome.error.message : outcome.message);
      return;
    }
    setMade(outcome.output);
    await shell.saveFile(outcome.output.name, bytesOf(outcome.output.base64));
  };
  const list = changes.output ?? [];
  return (
    <Panel title="Bring back the changes as a proposal" fact={counted(list.length, 'change')}>
      <div className={classes['body']}>
        {list.length === 0 ? (
          <EmptyPanel title="Nothing was changed here yet">
            <p>Orders that you plan, latencies that you measure, lock-outs, windows and notes are kept, and brought back from here.</p>
          </EmptyPanel>
        ) : (
          <ol className={classes['changes']} aria-label="Changes">
            {list.map(({ id, atMs, by: who, words }) => (
              <li key={id}>
                <bdi>{words}</bdi>
                <span className={classes['words']}>
                  <UtcTime atMs={atMs} withDate /> {who}
                </span>
              </li>
            ))}
          </ol>
        )}
        <Note onChanged={onChanged} />
        {list.length > 0 && (
          <>
            <NewPassphrase onChange={setPassphrase} />
            <div className={classes['foot']}>
              <Button
                variant="filled"
                disabled={passphrase === null}
                loading={isMaking}
                onClick={() => void make()}
                {...may('field-pack.propose')}
              >
                Save the proposal of {counted(list.length, 'change')}
              </Button>
              {made && (
                <StateMark mark={{ shape: 'dot' }}>
                  {made.name}, {sizeWords(made.bytes)}, made
                </StateMark>
              )}
            </div>
          </>
        )}
        {problem !== '' && (
          <p role="alert" className={classes['problem']}>
            Not made: {problem}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Note({ onChanged }: { readonly onChanged: () => void }) {
  const command = useCommand();
  const by = useOperator();
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const canAdd = subject.trim() !== '' && text.trim() !== '';
  const add = async (): Promise<void> => {
    const outcome = await command.carryOut('field-pack.note', { subject, text, by }, 'Noted');
    if (outcome.kind !== 'answer') return;
    setText('');
    onChanged();
  };
  return (
    <form
      className={classes['row']}
      onSubmit={(event) => {
        event.preventDefault();
        if (canAdd) void add();
      }}
    >
      <TextInput
        label="Note on"
        placeholder="A site, an order, a circuit"
        maxLength={200}
        value={subject}
        onChange={(event) => {
          setSubject(event.currentTarget.value);
        }}
      />
      <TextInput
        label="What"
        className={classes['grow'] ?? ''}
        maxLength={500}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      <Button type="submit" disabled={!canAdd}>
        Note it
      </Button>
    </form>
  );
}
