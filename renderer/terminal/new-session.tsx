import { Button, Checkbox, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { SessionTarget } from '../../core/contract/session-frames';
import type { SwitchShown } from '../../core/contract/circuit-shapes';
import type { Outcome } from '../client/console-client';
import { useClient } from '../client/use-client';
import { useOperator } from '../app/operator';
import { StateMark } from '../ui/state-mark';
import { beginSession, chooseIn } from './sessions';
import classes from './terminal-dock.module.css';

const usualPorts = { ssh: 22, telnet: 23 } as const;

/** Where to: a switch of the configuration by its TL1, or any host by SSH or telnet. */
export function NewSession() {
  const [isRecorded, setRecorded] = useState(false);
  const begin = (target: SessionTarget, title: string): void => {
    beginSession(target, title, isRecorded ? 'output' : 'none');
  };
  return (
    <Modal
      opened
      onClose={() => {
        chooseIn(null);
      }}
      title="New session"
      size="lg"
    >
      <Switches begin={begin} />
      <OtherHost begin={begin} />
      <Checkbox
        mt="lg"
        size="xs"
        label="Keep what it prints in the store"
        description="That the session was held stands in the history in any case: who, where, from when to when."
        checked={isRecorded}
        onChange={(event) => {
          setRecorded(event.currentTarget.checked);
        }}
      />
    </Modal>
  );
}

interface BeginProps {
  readonly begin: (target: SessionTarget, title: string) => void;
}

type SwitchesRead = Outcome<readonly SwitchShown[]> | null;

function Switches({ begin }: BeginProps) {
  const client = useClient();
  const [read, setRead] = useState<SwitchesRead>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void client.call('switches.list', {}, { signal: leaving.signal }).then((outcome) => {
      if (!leaving.signal.aborted) setRead(outcome);
    });
    return () => {
      leaving.abort();
    };
  }, [client]);
  const switches = read?.kind === 'answer' ? read.output : [];
  return (
    <section>
      <h2 className={classes['label']}>TL1 at a switch of this network</h2>
      <div className={classes['switches']}>
        {switches.map(({ id, name, link, linkText }) => (
          <button
            key={id}
            type="button"
            title={linkText}
            onClick={() => {
              begin({ kind: 'switch', switchId: id }, name);
            }}
          >
            <IconTerminal2 size={14} aria-hidden="true" />
            <bdi className="ellipsis">{name}</bdi>
            <span className={`mono ${classes['id'] ?? ''}`}>{id}</span>
            <StateMark mark={link === 'up' ? { shape: 'dot' } : { severity: 'major' }}>
              <span>{link === 'up' ? 'up' : 'its creation system is down'}</span>
            </StateMark>
          </button>
        ))}
        {switches.length === 0 && <p className={classes['label']}>{whyNone(read)}</p>}
      </div>
    </section>
  );
}

function whyNone(read: SwitchesRead): string {
  switch (read?.kind) {
    case undefined:
      return 'The switches are being read.';
    case 'answer':
      return 'No switch is configured; “longlines switches add” adds one.';
    case 'error':
      return `The switches cannot be read: ${read.error.message}`;
    case 'unanswered':
      return `The switches cannot be read: ${read.message}`;
  }
}

function OtherHost({ begin }: BeginProps) {
  const operator = useOperator();
  const [kind, setKind] = useState<'ssh' | 'telnet'>('ssh');
  const [host, setHost] = useState('');
  const [port, setPort] = useState<number | string>('');
  const [user, setUser] = useState('');
  const [isTried, setTried] = useState(false);
  const chosenPort = port === '' ? usualPorts[kind] : Number(port);
  const hostFault = host.trim() === '' || /\s/.test(host.trim()) ? 'A name or an address, without blanks' : null;
  const portFault = Number.isInteger(chosenPort) && chosenPort >= 1 && chosenPort <= 65_535 ? null : '1 to 65535';
  const userFault = kind === 'ssh' && user.trim() === '' ? 'Whose account' : null;
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (hostFault !== null || portFault !== null || userFault !== null) return;
    const at = { host: host.trim().replace(/^\[(.*)\]$/, '$1'), port: chosenPort };
    begin(kind === 'ssh' ? { kind, ...at, user: user.trim() } : { kind, ...at }, at.host);
  };
  return (
    <form onSubmit={submit}>
      <h2 className={classes['label']}>Any other host</h2>
      <div className={classes['host']}>
        <Select
          label="By"
          allowDeselect={false}
          data={[
            { value: 'ssh', label: 'SSH' },
            { value: 'telnet', label: 'Telnet' },
          ]}
          value={kind}
          onChange={(value) => {
            if (value === 'ssh' || value === 'telnet') setKind(value);
          }}
        />
        <TextInput
          label="Host"
          maxLength={255}
          value={host}
          error={isTried && hostFault}
          onChange={(event) => {
            setHost(event.currentTarget.value);
          }}
        />
        <NumberInput
          label="Port"
          hideControls
          placeholder={String(usualPorts[kind])}
          value={port}
          error={isTried && portFault}
          onChange={setPort}
        />
        <TextInput
          label="User"
          maxLength={100}
          disabled={kind === 'telnet'}
          placeholder={kind === 'telnet' ? 'asked by the host' : operator}
          value={kind === 'telnet' ? '' : user}
          error={isTried && userFault}
          onChange={(event) => {
            setUser(event.currentTarget.value);
          }}
        />
      </div>
      <div className={classes['foot']}>
        <p className={classes['label']}>
          {kind === 'telnet'
            ? 'Telnet hides nothing on the way: passwords can be read there.'
            : 'The host’s key is shown before anything is sent to it.'}
        </p>
        <Button type="submit" variant="filled">
          Connect
        </Button>
      </div>
    </form>
  );
}
