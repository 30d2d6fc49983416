import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CertificateTried } from '../../core/contract/links';
import type { CarrierShown } from '../../core/contract/shapes';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useClient } from '../client/use-client';
import { CopyId } from '../ui/copy-id';
import { Facts, Notice } from '../ui/list-screen';
import { formatUtc } from '../ui/numbers';
import classes from './renew-certificate.module.css';

interface RenewProps {
  readonly carrier: CarrierShown;
  readonly files: { readonly certFile: string; readonly keyFile: string } | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Another certificate of ours for a link: tried at the manager first, then used. */
export function RenewCertificate(props: RenewProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={`Renew our certificate for ${props.carrier.name}`} size="lg">
      {props.isOpen && <Form {...props} />}
    </Modal>
  );
}

type Tried =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'accepted'; readonly tried: CertificateTried }
  | { readonly kind: 'refused'; readonly message: string };

function Form({ carrier: { id, name }, files, onClose }: RenewProps) {
  const client = useClient();
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const [certFile, setCertFile] = useState('');
  const [keyFile, setKeyFile] = useState('');
  const [isAtOnce, setAtOnce] = useState(true);
  const [state, setState] = useState<Tried>({ kind: 'none' });
  const identity = { carrierId: id, certFile: certFile.trim(), keyFile: keyFile.trim() };
  const isNamed = identity.certFile !== '' && identity.keyFile !== '';
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setState({ kind: 'none' });
  };
  const tryIt = async (): Promise<void> => {
    setState({ kind: 'asking' });
    const outcome = await client.call('links.try-certificate', identity);
    if (outcome.kind === 'answer') setState({ kind: 'accepted', tried: outcome.output });
    else setState({ kind: 'refused', message: outcome.kind === 'error' ? outcome.error.message : outcome.message });
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (state.kind !== 'accepted') {
          void tryIt();
          return;
        }
        onClose();
        void command.carryOut('links.renew-certificate', { ...identity, isAtOnce, by }, ({ text }) => text);
      }}
    >
      <p>
        Name the files on the machine of the host. The manager is asked with them on a connection of its own; the link goes on with the
        former certificate until the new one has worked.
      </p>
      {files && (
        <p className={classes['muted']}>
          Now: <bdi className="mono">{files.certFile}</bdi>
        </p>
      )}
      <TextInput
        label="Certificate, PEM"
        data-autofocus
        required
        maxLength={4096}
        value={certFile}
        onChange={(event) => {
          change(setCertFile)(event.currentTarget.value);
        }}
      />
      <TextInput
        label="Its key, PEM without a passphrase"
        required
        maxLength={4096}
        value={keyFile}
        onChange={(event) => {
          change(setKeyFile)(event.currentTarget.value);
        }}
      />
      {state.kind === 'refused' && <Notice tone="major">It cannot be used: {state.message}</Notice>}
      {state.kind === 'accepted' && (
        <Notice>
          <p>
            The manager lets us in with it ({state.tried.protocol}, {state.tried.roundTripMs} ms there and back).
          </p>
          <Facts
            facts={[
              ['Subject', <bdi key="subject">{state.tried.certificate.subject}</bdi>],
              ['Valid until', formatUtc(state.tried.certificate.validToMs)],
              ['SHA-256', <CopyId key="print" id={state.tried.certificate.fingerprint} />],
            ]}
          />
        </Notice>
      )}
      <Checkbox
        size="xs"
        label="Make the link anew with it now (it is read in full; connections go on). Otherwise it is used at the next connection, after a restart of the host too."
        checked={isAtOnce}
        onChange={(event) => {
          setAtOnce(event.currentTarget.checked);
        }}
      />
      <div className={classes['actions']}>
        <Button onClick={onClose}>Keep the former one</Button>
        <Button type="submit" variant="filled" disabled={!isNamed} loading={state.kind === 'asking'} {...may('links.try-certificate')}>
          {state.kind === 'accepted' ? `Use it for ${name}` : 'Try it at the manager'}
        </Button>
      </div>
    </form>
  );
}
