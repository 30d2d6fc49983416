import { Button, Modal, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { accountName, shortestPassword } from '../../core/contract/accounts';
import { roles, type Role } from '../../core/model/role';
import { useClient } from '../client/use-client';
import classes from '../ui/confirm.module.css';
import { asSentence } from '../ui/numbers';
import { useOperator } from './operator';
import { roleWords } from './role-words';
import { whyNotDone } from './use-command';

interface AccountDialogProps {
  /** Which is given another password; null: one is added. */
  readonly name: string | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A new account, or another password for one. */
export function AccountDialog({ name: known, onClose, onDone }: AccountDialogProps) {
  const client = useClient();
  const by = useOperator();
  const [name, setName] = useState(known ?? '');
  const [role, setRole] = useState<Role>('operator');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const nameFault = name === '' || accountName.safeParse(name).success ? null : 'Up to 40 letters, digits, dots, hyphens and underscores';
  const missing = shortestPassword - password.length;
  const send = async (): Promise<void> => {
    setSending(true);
    const outcome =
      known === null
        ? await client.call('accounts.add', { name, role, password, by })
        : await client.call('accounts.password', { name: known, password, by });
    setSending(false);
    const why = whyNotDone(outcome);
    setFault(why);
    if (why !== null) return;
    onDone();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={known === null ? 'Add an account' : `New password for ${known}`} closeOnClickOutside={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="md">
          {known === null && (
            <>
              <TextInput
                label="Account"
                description="It stands in the history beside what is done with it."
                autoComplete="off"
                spellCheck={false}
                maxLength={41}
                data-autofocus
                value={name}
                error={nameFault}
                onChange={(event) => {
                  setName(event.currentTarget.value);
                }}
              />
              <Select
                label="Role"
                description={`${role}: ${roleWords[role]}`}
                allowDeselect={false}
                data={[...roles]}
                value={role}
                onChange={(value) => {
                  setRole(roles.find((each) => each === value) ?? role);
                }}
              />
            </>
          )}
          <PasswordInput
            label="Password"
            description={
              missing > 0
                ? `${shortestPassword} characters or more: ${missing} to go`
                : 'Tell it to whoever it is for; it is not shown again.'
            }
            autoComplete="new-password"
            maxLength={1_000}
            data-autofocus={known !== null || undefined}
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
            }}
          />
          {fault !== null && (
            <p role="alert" className={classes['fault']}>
              {asSentence(fault)}
            </p>
          )}
        </Stack>
        <div className={classes['actions']}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={isSending} disabled={name === '' || nameFault !== null || missing > 0}>
            {known === null ? 'Add it' : 'Set it'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
