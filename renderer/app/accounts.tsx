import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { AccountShown } from '../../core/contract/accounts';
import { roles } from '../../core/model/role';
import { useAnswer } from '../client/use-answer';
import { asSentence, counted } from '../ui/numbers';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import type { RowColumn } from '../ui/row-table';
import { UtcTime } from '../ui/times';
import { AccountDialog } from './account-dialog';
import { NamedList } from './named-list';
import { useOperator } from './operator';
import { roleWords } from './role-words';
import { useCommand } from './use-command';

/** Who can sign in from a browser, and as what; for administrators. */
export function Accounts() {
  const asked = useAnswer('accounts.list', {});
  const command = useCommand();
  const by = useOperator();
  const [dialog, setDialog] = useState<{ readonly kind: 'add' } | { readonly kind: 'password'; readonly name: string } | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const { output, error, askAgain } = asked;
  const columns = useMemo(
    (): readonly RowColumn<AccountShown>[] => [
      { id: 'name', head: 'Name', width: 'minmax(120px, 1fr)', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
      {
        ...{ id: 'role', head: 'Role', width: '104px', sortBy: ({ role }) => roles.indexOf(role) },
        cell: ({ role }) => role,
        title: ({ role }) => `${role}: ${roleWords[role]}`,
      },
      {
        ...{ id: 'created', head: 'Added', width: '184px', sortBy: ({ createdAtMs }) => createdAtMs },
        cell: ({ createdAtMs }) => <UtcTime atMs={createdAtMs} withDate />,
      },
      {
        ...{ id: 'changed', head: 'Changed', width: '184px', sortBy: ({ changedAtMs }) => changedAtMs },
        cell: ({ changedAtMs }) => <UtcTime atMs={changedAtMs} withDate />,
      },
      {
        ...{ id: 'actions', head: 'Actions', width: '64px', align: 'right' },
        cell: (account) => (
          <Menu>
            <Menu.Target>
              <Tooltip label="Change">
                <ActionIcon aria-label={`Change ${account.name}`}>
                  <IconDots size={14} />
                </ActionIcon>
              </Tooltip>
            </Menu.Target>
            <Menu.Dropdown>
              {roles
                .filter((role) => role !== account.role)
                .map((role) => (
                  <Menu.Item
                    key={role}
                    onClick={() => {
                      const { name } = account;
                      void command
                        .carryOut('accounts.role', { name, role, by }, `${name} is ${role} now, and signs in anew.`)
                        .then(askAgain);
                    }}
                  >
                    Make {role}
                  </Menu.Item>
                ))}
              <Menu.Item
                onClick={() => {
                  setDialog({ kind: 'password', name: account.name });
                }}
              >
                New password…
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                onClick={() => {
                  setRemoving(account.name);
                }}
              >
                Remove…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
      },
    ],
    [askAgain, by, command],
  );
  if (output === null)
    return error === '' ? (
      <LoadingRows label="The accounts are being asked for" count={3} />
    ) : (
      <FailedPanel title="The accounts cannot be shown here">{asSentence(error)}</FailedPanel>
    );
  return (
    <>
      <NamedList
        label="Accounts"
        what="Account"
        rows={output}
        columns={columns}
        words={
          output.length === 0
            ? 'Nobody signs in: only the user who started the host works here.'
            : `${counted(output.length, 'account')}. A change ends what the account had signed in.`
        }
        error={error}
        empty="There is no account yet: + Account adds one."
        onAdd={() => {
          setDialog({ kind: 'add' });
        }}
        removing={{
          name: removing,
          consequence: 'Its windows are closed at once, and nobody signs in with it any more. What was done with it stays in the history.',
        }}
        onKeep={() => {
          setRemoving(null);
        }}
        onRemove={(name) => {
          void command.carryOut('accounts.remove', { name, by }, `Account ${name} is removed.`).then(askAgain);
        }}
      />
      {dialog !== null && (
        <AccountDialog
          name={dialog.kind === 'password' ? dialog.name : null}
          onClose={() => {
            setDialog(null);
          }}
          onDone={askAgain}
        />
      )}
    </>
  );
}
