import { ActionIcon, Button, CopyButton, Menu, Modal, Tooltip } from '@mantine/core';
import { IconDots, IconPlus, IconTerminal2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SwitchShown } from '../../core/contract/circuit-shapes';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { Confirm } from '../ui/confirm';
import { counted, formatCount } from '../ui/numbers';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { openTerminal } from '../terminal/sessions';
import { Age } from '../ui/times';
import classes from './switches-table.module.css';

interface SwitchesTableProps {
  readonly switches: readonly SwitchShown[];
}

/** The access switches: whether their creation systems answer, and what hangs on them. */
export function SwitchesTable({ switches }: SwitchesTableProps) {
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const [removing, setRemoving] = useState<SwitchShown | null>(null);
  const [isAdding, setAdding] = useState(false);
  const columns = useMemo(
    (): readonly RowColumn<SwitchShown>[] => [
      {
        ...{ id: 'link', head: 'State', width: '72px', sortBy: ({ link }) => (link === 'down' ? 0 : 1) },
        cell: ({ link }) => <StateMark mark={link === 'up' ? { shape: 'dot' } : { severity: 'major' }}>{link}</StateMark>,
      },
      {
        ...{ id: 'name', head: 'Switch', width: 'minmax(110px, 1fr)', sortBy: ({ name }) => name },
        cell: ({ name, id }) => (
          <>
            <bdi>{name}</bdi> <span className={classes['id']}>{id}</span>
          </>
        ),
        title: ({ name, id, limits: { trunkVpi, trunkVci, lineVpi, lineVci } }) =>
          `${name}, ${id}; trunk VPI ${trunkVpi.first}–${trunkVpi.last}, VCI ${trunkVci.first}–${trunkVci.last}; lines VPI ${lineVpi.first}–${lineVpi.last}, VCI ${lineVci.first}–${lineVci.last}`,
      },
      { id: 'since', head: 'Since', width: '92px', cell: ({ sinceMs }) => <Age sinceMs={sinceMs} /> },
      { id: 'paths', head: 'Paths', width: '52px', align: 'right', cell: ({ paths }) => formatCount(paths), sortBy: ({ paths }) => paths },
      {
        id: 'circuits',
        head: 'Circuits',
        width: '64px',
        align: 'right',
        cell: (each) => formatCount(each.circuits),
        sortBy: (each) => each.circuits,
      },
      {
        id: 'waiting',
        head: 'Waiting',
        width: '64px',
        align: 'right',
        cell: ({ waiting }) => formatCount(waiting),
        sortBy: ({ waiting }) => waiting,
      },
      { id: 'text', head: 'Why down', width: 'minmax(60px, 1.4fr)', cell: ({ linkText }) => linkText, title: ({ linkText }) => linkText },
      {
        ...{ id: 'actions', head: 'Actions', width: '84px', align: 'right' },
        cell: (each) => (
          <span className={classes['actions']}>
            <Tooltip label="Open a terminal">
              <ActionIcon
                aria-label={`Open a terminal to ${each.name}`}
                onClick={() => {
                  openTerminal(each.id, each.name);
                }}
                {...may('terminal')}
              >
                <IconTerminal2 size={14} />
              </ActionIcon>
            </Tooltip>
            <Menu>
              <Menu.Target>
                <Tooltip label="More">
                  <ActionIcon aria-label={`More for ${each.name}`}>
                    <IconDots size={14} />
                  </ActionIcon>
                </Tooltip>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  onClick={() => {
                    void command.carryOut(
                      'switches.compare',
                      { switchId: each.id, by },
                      `What ${each.name} holds is being compared with the store.`,
                    );
                  }}
                  {...may('switches.compare')}
                >
                  Compare with the store
                </Menu.Item>
                <Menu.Item
                  onClick={() => {
                    setRemoving(each);
                  }}
                  {...may('switches.remove')}
                >
                  Remove…
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </span>
        ),
      },
    ],
    [by, command, may],
  );
  return (
    <>
      <div className={classes['tools']}>
        <span>{counted(switches.length, 'access switch', 'access switches')}</span>
        <Button
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            setAdding(true);
          }}
        >
          Switch
        </Button>
      </div>
      <RowTable
        label="Access switches"
        rows={switches}
        columns={columns}
        keyOf={({ id }) => id}
        rowHeight={32}
        sort={{ columnId: 'name', isDescending: false }}
        empty="No access switch is connected yet: + Switch says how."
      />
      <AddSwitch
        isOpen={isAdding}
        onClose={() => {
          setAdding(false);
        }}
      />
      <Confirm
        isOpen={removing !== null}
        title={`Remove switch ${removing?.name ?? ''}`}
        act="Remove it"
        keep="Keep it"
        isCutting
        onClose={() => {
          setRemoving(null);
        }}
        onConfirm={() => {
          if (removing) void command.carryOut('switches.remove', { switchId: removing.id, by }, `Switch ${removing.name} is removed.`);
        }}
      >
        <p>
          It has <b>{counted(removing?.paths ?? 0, 'path')}</b> and <b>{counted(removing?.circuits ?? 0, 'circuit')}</b>. While it has any,
          it is not removed: remove its paths first. What is configured on the switch itself stays as it is. Take it out of the
          configuration too, or it comes back when the host starts again.
        </p>
      </Confirm>
    </>
  );
}

const example = `longlines switches add nyc-1 --name "New York access 1" \\
  --transport ssh --host nyc-1.example --port 22 \\
  --user ops --password-file nyc-1-password`;

/** Passwords, keys and certificates are files of the host, which a browser does not have. */
export function AddSwitch({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" title="Add an access switch">
      <div className={classes['how']}>
        <p>
          Its password, keys and certificates are files on the machine of the host, which a browser never sees. So it is added there, with
          one command; the console shows it at once.
        </p>
        <pre className="mono">{example}</pre>
        <p>
          The password file is for its owner alone (<span className="mono">chmod 600</span>). A switch that is reached by SSH and whose host
          key nobody entered stays down and shows its key: compare it, then{' '}
          <span className="mono">longlines switches trust nyc-1 SHA256:…</span>
        </p>
        <div className={classes['foot']}>
          <CopyButton value={example}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy the command'}</Button>}
          </CopyButton>
          <Button variant="filled" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
    </Modal>
  );
}
