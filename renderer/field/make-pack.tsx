import { Button, Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PackCounts, PackMadeShown } from '../../core/contract/field-pack';
import { useOperator } from '../app/operator';
import { useMay } from '../app/use-may';
import { useShell } from '../app/shell-context';
import { useAnswer } from '../client/use-answer';
import { useClient, useTable } from '../client/use-client';
import { counted } from '../ui/numbers';
import { Panel } from '../ui/panel';
import { StateMark } from '../ui/state-mark';
import { NewPassphrase } from './sealed-file-input';
import { bytesOf, sizeWords } from './sealed-bytes';
import classes from './field.module.css';

const mostOptions = 50;

/** Chooses a part of the network, says what is in it, and saves it sealed. */
export function MakePack() {
  const client = useClient();
  const shell = useShell();
  const by = useOperator();
  const may = useMay();
  const [carriers, sites, orders] = [useTable('carriers'), useTable('sites'), useTable('orders')];
  const [part, setPart] = useState({ carrierIds: [] as string[], siteIds: [] as string[], orderIds: [] as string[], hasPools: true });
  const [title, setTitle] = useState('');
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<PackMadeShown | null>(null);
  const [problem, setProblem] = useState('');
  const count = useAnswer('field-pack.count', { part });
  const options = useMemo(
    () => ({
      carriers: [...carriers.rows.values()].map(({ id, name }) => ({ value: id, label: name })),
      sites: [...sites.rows.values()].map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
    }),
    [carriers, sites],
  );
  const orderIds = useMemo(() => [...orders.rows.values()].filter(({ state }) => !ended.has(state)).map(({ id }) => id), [orders]);

  const make = async (): Promise<void> => {
    if (passphrase === null) return;
    setMaking(true);
    setProblem('');
    const outcome = await client.call('field-pack.make', { part, title, passphrase, by });
    setMaking(false);
    if (outcome.kind !== 'answer') {
      setProblem(outcome.kind === 'error' ? outcome.error.message : outcome.message);
      return;
    }
    setMade(outcome.output);
    await shell.saveFile(outcome.output.name, bytesOf(outcome.output.base64));
  };
  const choose = (change: Partial<typeof part>): void => {
    setPart({ ...part, ...change });
    setMade(null);
  };
  return (
    <Panel title="Make a field pack" fact="a part of the network, its orders and pools in one sealed file">
      <div className={classes['body']}>
        <p className={classes['words']}>Choose what goes into it. Nothing chosen: the whole network.</p>
        <div className={classes['parts']}>
          <MultiSelect
            label="Carriers"
            placeholder={part.carrierIds.length === 0 ? 'Every one' : ''}
            data={options.carriers}
            value={part.carrierIds}
            searchable
            clearable
            onChange={(carrierIds) => {
              choose({ carrierIds });
            }}
          />
          <MultiSelect
            label="Sites"
            placeholder={part.siteIds.length === 0 ? 'Every one' : ''}
            data={options.sites}
            value={part.siteIds}
            limit={mostOptions}
            searchable
            clearable
            onChange={(siteIds) => {
              choose({ siteIds });
            }}
          />
          <MultiSelect
            label="What these orders touch"
            placeholder={part.orderIds.length === 0 ? 'No order in particular' : ''}
            data={orderIds}
            value={part.orderIds}
            limit={mostOptions}
            searchable
            clearable
            onChange={(chosen) => {
              choose({ orderIds: chosen });
            }}
          />
        </div>
        <Checkbox
          iconColor="var(--ll-accent-text)"
          size="xs"
          label="With the access switches, their pools and circuits"
          checked={part.hasPools}
          onChange={(event) => {
            choose({ hasPools: event.currentTarget.checked });
          }}
        />
        <p role="status" className={classes['counts']}>
          {count.error !== '' ? count.error : count.output === null ? 'It is being counted' : <Counts {...count.output} />}
        </p>
        <TextInput
          label="What it is for"
          description="Told wherever the pack is shown; may be empty."
          className={classes['title'] ?? ''}
          maxLength={200}
          value={title}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
          }}
        />
        <NewPassphrase onChange={setPassphrase} />
        <div className={classes['foot']}>
          <Button
            variant="filled"
            disabled={passphrase === null || count.error !== ''}
            loading={isMaking}
            onClick={() => void make()}
            {...may('field-pack.make')}
          >
            Make and save the pack
          </Button>
          {made && (
            <StateMark mark={{ shape: 'dot' }}>
              {made.name}, {sizeWords(made.bytes)}, made
            </StateMark>
          )}
          {made && (
            <Button variant="subtle" onClick={() => void shell.saveFile(made.name, bytesOf(made.base64))}>
              Save it again
            </Button>
          )}
        </div>
        {problem !== '' && (
          <p role="alert" className={classes['problem']}>
            Not made: {problem}
          </p>
        )}
      </div>
    </Panel>
  );
}

const ended: ReadonlySet<string> = new Set(['released', 'rejected', 'failed']);

function Counts({ counts, bytes }: { readonly counts: PackCounts; readonly bytes: number }) {
  return (
    <>
      <b>{sizeWords(bytes)}</b>, about: {countWords(counts)}
    </>
  );
}

export const countWords = ({ carriers, sites, nodes, resources, interconnects, orders, paths, circuitOrders }: PackCounts): string =>
  [
    counted(carriers, 'carrier'),
    counted(sites, 'site'),
    counted(nodes, 'node'),
    counted(resources, 'resource'),
    counted(interconnects, 'interconnect'),
    counted(orders, 'order'),
    ...(paths > 0 ? [`${counted(paths, 'virtual path')} with ${counted(circuitOrders, 'circuit order')}`] : []),
  ].join(', ');
