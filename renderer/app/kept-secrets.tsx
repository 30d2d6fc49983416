import { ActionIcon, Button, Modal, PasswordInput, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useAnswer } from '../client/use-answer';
import { useClient } from '../client/use-client';
import dialogClasses from '../ui/confirm.module.css';
import { asSentence, counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import type { RowColumn } from '../ui/row-table';
import { NamedList } from './named-list';
import { useOperator } from './operator';
import { useCommand, whyNotDone } from './use-command';

const sealers = { system: 'the key store of its machine', passphrase: 'the passphrase of its machine' } as const;

interface Named {
  readonly name: string;
}

/** The passwords and passphrases that the host keeps sealed: their names, never what they are. For administrators. */
export function KeptSecrets() {
  const { output, error, askAgain } = useAnswer('secrets.list', {});
  const command = useCommand();
  const by = useOperator();
  const [keeping, setKeeping] = useState<Named | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const rows = useMemo(() => output?.names.map((name) => ({ name })) ?? [], [output]);
  const columns = useMemo(
    (): readonly RowColumn<Named>[] => [
      { id: 'name', head: 'Name', width: 'minmax(160px, 1fr)', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
      { id: 'value', head: 'Secret', width: '120px', cell: () => 'kept, not shown' },
      {
        ...{ id: 'actions', head: 'Actions', width: '84px', align: 'right' },
        cell: ({ name }) => (
          <>
            <Tooltip label="Replace">
              <ActionIcon
                aria-label={`Replace ${name}`}
                onClick={() => {
                  setKeeping({ name });
                }}
              >
                <IconPencil size={14} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Remove">
              <ActionIcon
                aria-label={`Remove ${name}`}
                onClick={() => {
                  setRemoving(name);
                }}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        ),
      },
    ],
    [],
  );
  if (output === null)
    return error === '' ? (
      <LoadingRows label="The secrets are being asked for" count={3} />
    ) : (
      <FailedPanel title="The secrets cannot be read" actions={<Button onClick={askAgain}>Ask again</Button>}>
        {asSentence(error)}
      </FailedPanel>
    );
  if (output.sealedBy === null)
    return (
      <EmptyPanel title="No secrets can be kept here" actions={<Button onClick={askAgain}>Look again</Button>}>
        {asSentence(output.message)}
      </EmptyPanel>
    );
  return (
    <>
      <NamedList
        label="Secrets"
        what="Secret"
        rows={rows}
        columns={columns}
        words={`${output.names.length === 0 ? 'None is kept' : `${counted(output.names.length, 'secret')} kept`}, sealed with ${sealers[output.sealedBy]}. Nothing tells a value again, to whomever.`}
        error={error}
        empty="No secret is kept yet: + Secret adds one, such as the password of a switch."
        onAdd={() => {
          setKeeping({ name: '' });
        }}
        removing={{
          name: removing,
          consequence: 'It cannot be brought back: what is kept is nowhere else. Whoever needs it types it again.',
        }}
        onKeep={() => {
          setRemoving(null);
        }}
        onRemove={(name) => {
          void command.carryOut('secrets.remove', { name, by }, `Secret ${name} is removed.`).then(askAgain);
        }}
      />
      {keeping !== null && (
        <SecretDialog
          known={output.names}
          name={keeping.name}
          onClose={() => {
            setKeeping(null);
          }}
          onDone={askAgain}
        />
      )}
    </>
  );
}

interface SecretDialogProps {
  readonly known: readonly string[];
  /** Which is replaced; empty: a new one. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function SecretDialog({ known, name: given, onClose, onDone }: SecretDialogProps) {
  const client = useClient();
  const by = useOperator();
  const [name, setName] = useState(given);
  const [secret, setSecret] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const isTaken = given === '' && known.includes(name.trim());
  const send = async (): Promise<void> => {
    setSending(true);
    const outcome = await client.call('secrets.keep', { name: name.trim(), secret, by });
    setSending(false);
    const why = whyNotDone(outcome);
    setFault(why);
    if (why !== null) return;
    onDone();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={given === '' ? 'Keep a secret' : `Replace ${given}`} closeOnClickOutside={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="md">
          {given === '' && (
            <TextInput
              label="Name"
              description="By which it is found: the switch and the log-in, such as NYC-1 ops."
              autoComplete="off"
              maxLength={200}
              data-autofocus
              value={name}
              error={isTaken ? 'There is one of this name: replace that one, or take another name' : null}
              onChange={(event) => {
                setName(event.currentTarget.value);
              }}
            />
          )}
          <PasswordInput
            label="Secret"
            description="A password or a passphrase."
            autoComplete="new-password"
            maxLength={100_000}
            data-autofocus={given !== '' || undefined}
            value={secret}
            onChange={(event) => {
              setSecret(event.currentTarget.value);
            }}
          />
          {fault !== null && (
            <p role="alert" className={dialogClasses['fault']}>
              {asSentence(fault)}
            </p>
          )}
        </Stack>
        <div className={dialogClasses['actions']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={isSending} disabled={name.trim() === '' || secret === '' || isTaken}>
            {given === '' ? 'Keep it' : 'Replace it'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
