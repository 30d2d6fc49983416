import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WayShown } from '../../core/contract/recovery';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { StepTable } from './move-steps';
import classes from './move-dialog.module.css';
import { hopsAsked, outcomeWords } from './plan-words';

interface MoveDialogProps {
  readonly orderId: string;
  readonly way: WayShown;
  readonly onClose: () => void;
}

/** Shows exactly what moving one order would touch, asks once, and has that done or says what has moved since. */
export function MoveDialog({ orderId, way, onClose }: MoveDialogProps) {
  const by = useOperator();
  const command = useCommand();
  const may = useMay();
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const preview = useAnswer('recovery.preview', { choices: [{ orderId, hops: hopsAsked(way.route) }] });
  const move = preview.output?.[0];
  const send = async (): Promise<void> => {
    if (move?.kind !== 'move') return;
    setSending(true);
    const outcome = await command.carryOut(
      'recovery.carry-out',
      { moves: [{ orderId, hops: hopsAsked(way.route), digest: move.digest }], by, reason: reason.trim() },
      ([done]) => (done ? outcomeWords(done) : ''),
    );
    setSending(false);
    if (outcome.kind !== 'answer') return;
    if (outcome.output[0]?.kind === 'changed') preview.askAgain();
    else onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Move ${orderId}`} size={880}>
      {!move ? (
        preview.error === '' ? (
          <LoadingRows label="What it would touch is being found" count={4} />
        ) : (
          <FailedPanel title="It cannot be previewed">
            <p>{preview.error}</p>
          </FailedPanel>
        )
      ) : move.kind === 'none' ? (
        <p role="alert">It cannot be moved there now: {move.text}.</p>
      ) : (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p>{move.plan.how}. Nothing else is touched.</p>
          <StepTable plan={move.plan} label="What will be sent" />
          <TextInput
            label="Why, for the history"
            required
            data-autofocus
            maxLength={500}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          <div className={classes['acts']}>
            <Button onClick={onClose}>Leave it where it is</Button>
            <Button type="submit" variant="filled" loading={isSending} disabled={reason.trim() === ''} {...may('recovery.carry-out')}>
              Move 1
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
