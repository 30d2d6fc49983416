import { Button, Modal, Progress, Textarea, TextInput, Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { PathShown } from '../../core/contract/circuit-shapes';
import { useOperator } from '../app/operator';
import { useAnswer } from '../client/use-answer';
import { useClient } from '../client/use-client';
import { counted } from '../ui/numbers';
import form from '../ui/form.module.css';
import { newWizard } from '../wizards/wizard-address';
import { RowTable } from '../ui/row-table';
import { circuitFieldLabels, circuitRowColumns, fieldError, verdictOf, type CircuitRow as Row } from './circuit-rows';
import classes from './order-circuits.module.css';
import { pastedColumns, readPasted } from './pasted-circuits';

interface OrderCircuitsProps {
  readonly path: PathShown;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Orders circuits of a path: one, or a list; each row is checked as one types, and has its outcome afterwards. */
export function OrderCircuits({ path, isOpen, onClose }: OrderCircuitsProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} size={860} title={`Order circuits of ${path.id}`}>
      {isOpen && <Form path={path} onClose={onClose} />}
    </Modal>
  );
}

function Form({ path, onClose }: Omit<OrderCircuitsProps, 'isOpen'>) {
  const [mode, setMode] = useState<string | null>('one');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [pasted, setPasted] = useState('');
  const read = useMemo(() => {
    if (mode === 'list') return readPasted(pasted, path.id);
    const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));
    return { kind: 'rows' as const, rows: [{ line: 1, fields: { ...given, path: path.id } }] };
  }, [mode, typed, pasted, path.id]);
  const isBlank = mode === 'list' ? pasted.trim() === '' : Object.values(typed).every((value) => value.trim() === '');
  const rows = read.kind === 'rows' && !isBlank ? read.rows : [];
  const [settled] = useDebouncedValue(rows, 250);
  const check = useAnswer('circuits.check', settled.length === 0 ? null : { rows: settled.map(({ fields }) => ({ ...fields })) });
  const verdicts = settled === rows && !check.isAsking ? check.output : null;
  const entering = useEntering();
  const shown: readonly Row[] =
    entering.rows ?? rows.map((row, index) => ({ ...row, verdict: verdictOf(row, verdicts?.[index]), outcome: null }));
  const good = shown.filter(({ verdict }) => verdict?.kind === 'given' || verdict?.kind === 'waits');
  return (
    <div className={form['form']}>
      {entering.rows === null && (
        <Tabs value={mode} onChange={setMode}>
          <Tabs.List>
            <Tabs.Tab value="one">One order</Tabs.Tab>
            <Tabs.Tab value="list">A list</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="one" className={`${form['fields'] ?? ''} ${classes['one'] ?? ''}`}>
            {pastedColumns.map((name) => (
              <TextInput
                key={name}
                label={circuitFieldLabels[name].label}
                placeholder={circuitFieldLabels[name].hint}
                value={typed[name] ?? ''}
                data-autofocus={name === 'order' || undefined}
                error={fieldError(verdicts?.[0], name)}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setTyped((before) => ({ ...before, [name]: value }));
                }}
              />
            ))}
          </Tabs.Panel>
          <Tabs.Panel value="list" pt="sm">
            <Textarea
              label="Orders, one a line, from a spreadsheet or a CSV file"
              description={`Separated by tabs, semicolons or commas: ${pastedColumns.join(', ')}; the last two may be left out. A first line with names may put them in another order.`}
              placeholder={'C-1, Elm Street 5, 1-1-8-17\nC-2, Elm Street 6, 1-1-8-18'}
              rows={7}
              value={pasted}
              error={read.kind === 'malformed' && !isBlank ? read.message : undefined}
              classNames={{ input: 'mono' }}
              onChange={(event) => {
                setPasted(event.currentTarget.value);
              }}
            />
          </Tabs.Panel>
        </Tabs>
      )}
      {shown.length > 0 && (
        <div className={classes['rows']} style={{ height: Math.min(220, 32 + 26 * shown.length) }}>
          <RowTable
            label="Rows and what becomes of them"
            rows={shown}
            columns={circuitRowColumns}
            keyOf={({ line }) => String(line)}
            empty=""
          />
        </div>
      )}
      {entering.progress !== null && <Progress value={entering.progress * 100} size="sm" aria-label="Orders that are entered" />}
      <div className={form['foot']}>
        <span className={`${form['words'] ?? ''} ${classes['sum'] ?? ''}`} role="status">
          {entering.error !== '' ? entering.error : check.error !== '' && rows.length > 0 ? check.error : summary(shown, path)}
        </span>
        {entering.rows === null ? (
          <>
            <Button component="a" href={newWizard('circuits', { path: path.id })}>
              Step by step
            </Button>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="filled"
              disabled={good.length === 0 || entering.isAsking}
              onClick={() => {
                void entering.enter(good);
              }}
            >
              {good.length === 0 ? 'Order' : `Order ${good.length}`}
            </Button>
          </>
        ) : (
          <>
            <Button
              onClick={() => {
                setTyped({});
                setPasted('');
                entering.again();
              }}
            >
              Order more
            </Button>
            <Button variant="filled" onClick={onClose}>
              Close
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function summary(rows: readonly Row[], path: PathShown): string {
  if (rows.length === 0) return `${path.pool.free} are free now.`;
  const ended = rows.filter(({ outcome }) => outcome !== null);
  if (ended.length > 0) {
    const received = ended.filter(({ outcome }) => outcome?.kind === 'received');
    const waiting = received.filter(({ outcome }) => outcome?.kind === 'received' && outcome.vci === null).length;
    const refused = ended.length - received.length;
    return `${counted(received.length, 'order')} entered${waiting > 0 ? `, of which ${waiting} wait for more circuits` : ''}${refused > 0 ? `; ${refused} refused` : ''}.`;
  }
  const count = (kinds: readonly string[]): number => rows.filter(({ verdict }) => verdict !== null && kinds.includes(verdict.kind)).length;
  const [given, waits, refused] = [count(['given']), count(['waits']), count(['refused', 'malformed'])];
  if (given + waits + refused === 0) return 'Being checked …';
  const next = waits > 0 || given >= path.pool.free ? ` ${path.applied.outcome}.` : '';
  return [`${given} at once`, waits > 0 && `${waits} wait until more are created`, refused > 0 && `${refused} cannot be ordered`]
    .filter((part) => part !== false)
    .join(', ')
    .concat('.', next);
}

function useEntering() {
  const client = useClient();
  const by = useOperator();
  const nothing = { rows: null as readonly Row[] | null, isAsking: false, error: '', progress: null as number | null };
  const [state, setState] = useState(nothing);
  const enter = async (rows: readonly Row[]): Promise<void> => {
    setState({ ...nothing, isAsking: true, progress: 0 });
    const outcome = await client.call(
      'circuits.order',
      { rows: rows.map(({ fields }) => ({ ...fields })), by },
      {
        onProgress: ({ done, total }) => {
          setState((before) => ({ ...before, progress: total === null ? null : done / Math.max(1, total) }));
        },
      },
    );
    if (outcome.kind === 'answer')
      setState({ ...nothing, rows: rows.map((row, index) => ({ ...row, outcome: outcome.output[index] ?? null })) });
    else setState({ ...nothing, error: outcome.kind === 'error' ? outcome.error.message : outcome.message });
  };
  const again = (): void => {
    setState(nothing);
  };
  return { ...state, enter, again };
}
