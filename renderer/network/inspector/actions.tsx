import { Button, Modal, Textarea } from '@mantine/core';
import { IconFlask, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { WhatIfShown } from '../../../core/contract/shapes';
import type { HoldOutSubject } from '../../../core/model/hold-out';
import { addressOf } from '../../app/address';
import { useCommand } from '../../app/use-command';
import { useOperator } from '../../app/operator';
import { useMay } from '../../app/use-may';
import { useClient } from '../../client/use-client';
import { subjectsInAddress } from '../../recovery/subjects';
import { counted } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import classes from './inspector.module.css';
import { Pick, Section, type OnSelect } from './pieces';

interface ActionsProps {
  readonly subject: HoldOutSubject;
  readonly name: string;
  /** By the operator, and for itself. */
  readonly isLockedOut: boolean;
  readonly onSelect: OnSelect;
}

/** What can be done with a part of the network: keep it from new routes, or ask whom its failure would hit. */
export function Actions({ subject, name, isLockedOut, onSelect }: ActionsProps) {
  const client = useClient();
  const may = useMay();
  const [asking, setAsking] = useState<'lock-out' | 'release' | null>(null);
  const [supposed, setSupposed] = useState<
    | { readonly kind: 'asking' }
    | { readonly kind: 'known'; readonly shown: WhatIfShown }
    | { readonly kind: 'failed'; readonly message: string }
    | null
  >(null);
  const suppose = async (): Promise<void> => {
    setSupposed({ kind: 'asking' });
    const outcome = await client.call('what-if', { suppositions: [{ kind: 'fails', subject }] });
    if (outcome.kind === 'answer') setSupposed({ kind: 'known', shown: outcome.output });
    else setSupposed({ kind: 'failed', message: outcome.kind === 'error' ? outcome.error.message : outcome.message });
  };
  return (
    <>
      <Section>
        <div className={classes['actions']}>
          <Button
            leftSection={<IconFlask size={14} />}
            loading={supposed?.kind === 'asking'}
            onClick={() => {
              void suppose();
            }}
          >
            What if it fails
          </Button>
          {!isLockedOut ? (
            <Button
              leftSection={<IconLock size={14} />}
              onClick={() => {
                setAsking('lock-out');
              }}
              {...may('lock-outs.add')}
            >
              Lock out
            </Button>
          ) : (
            <Button
              leftSection={<IconLockOpen size={14} />}
              onClick={() => {
                setAsking('release');
              }}
              {...may('lock-outs.release')}
            >
              Release
            </Button>
          )}
        </div>
      </Section>
      {supposed?.kind === 'failed' && (
        <Section title="What if it fails">
          <p role="alert">{supposed.message}</p>
        </Section>
      )}
      {supposed?.kind === 'known' && <Supposed subject={subject} shown={supposed.shown} onSelect={onSelect} />}
      <Modal
        opened={asking !== null}
        onClose={() => {
          setAsking(null);
        }}
        title={asking === 'release' ? `Release ${name}` : `Lock out ${name}`}
      >
        {asking !== null && (
          <AskWhy
            what={asking}
            subject={subject}
            onDone={() => {
              setAsking(null);
            }}
          />
        )}
      </Modal>
    </>
  );
}

interface SupposedProps {
  readonly subject: HoldOutSubject;
  readonly shown: WhatIfShown;
  readonly onSelect: OnSelect;
}

function Supposed({ subject, shown: { hits, unhit }, onSelect }: SupposedProps) {
  const lost = hits.filter(({ route }) => route === null).length;
  return (
    <Section title="If it failed now" aside={counted(unhit, 'other connection')}>
      {hits.length === 0 ? (
        <p>No connection would be hit.</p>
      ) : (
        <p>
          {counted(hits.length, 'connection')} hit: {hits.length - lost} would be moved, {lost} would have no route.
        </p>
      )}
      <p>
        <a href={addressOf('recovery', [], { tab: 'what-if', of: subjectsInAddress([subject]) })}>Rehearse it in full</a>,{' '}
        <a href={addressOf('recovery', [], { tab: 'maintenance', of: subjectsInAddress([subject]), plan: 'new' })}>
          plan maintenance of it
        </a>
      </p>
      <ul className={classes['list']} style={{ marginTop: 6 }}>
        {hits.slice(0, 50).map(({ orderId, customer, text, route }) => (
          <li key={orderId}>
            <span className={classes['line']}>
              <Pick to={{ kind: 'order', id: orderId }} onSelect={onSelect}>
                {orderId}
              </Pick>
              <bdi className="ellipsis">{customer}</bdi>
            </span>
            <span className={classes['sub']}>
              {route === null && <StateMark mark={{ severity: 'critical' }}>no route</StateMark>} {text}
            </span>
          </li>
        ))}
      </ul>
      {hits.length > 50 && <p className={classes['sub']}>and {hits.length - 50} more</p>}
    </Section>
  );
}

function AskWhy({
  what,
  subject,
  onDone,
}: {
  readonly what: 'lock-out' | 'release';
  readonly subject: HoldOutSubject;
  readonly onDone: () => void;
}) {
  const by = useOperator();
  const command = useCommand();
  const may = useMay();
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setSending(true);
    const input = { subject, by, reason: reason.trim() };
    const outcome =
      what === 'lock-out'
        ? await command.carryOut('lock-outs.add', input, 'Locked out: no new route uses it.')
        : await command.carryOut('lock-outs.release', input, 'Released: new routes may use it.');
    setSending(false);
    if (outcome.kind === 'answer') onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>
        {what === 'lock-out'
          ? 'No new route will use it until you release it. What runs over it goes on.'
          : 'New routes may use it again, and orders that waited for it are looked at anew.'}
      </p>
      <Textarea
        label="Why"
        description="It stands in the history, and is told to whoever meets the lock-out."
        data-autofocus
        autosize
        minRows={2}
        maxLength={500}
        mt="md"
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value.replaceAll('\n', ' '));
        }}
      />
      <div className={classes['actions']} style={{ marginTop: 12 }}>
        <Button
          type="submit"
          variant="filled"
          loading={isSending}
          disabled={reason.trim() === ''}
          {...may(what === 'lock-out' ? 'lock-outs.add' : 'lock-outs.release')}
        >
          {what === 'lock-out' ? 'Lock out' : 'Release'}
        </Button>
        <Button onClick={onDone}>Leave it as it is</Button>
      </div>
    </form>
  );
}
