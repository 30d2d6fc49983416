import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DraftShown } from '../../core/contract/drafts';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useTable } from '../client/use-client';
import { Confirm } from '../ui/confirm';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { Age } from '../ui/times';
import { useLeftOpen } from './left-open-drafts';
import classes from './left-open.module.css';
import { newWizard, wizardAddress } from './wizard-address';
import { wizardOf, wizards } from './wizard-list';

/** What one can be led through, and what was left in the middle of it. */
export function LeftOpen() {
  const { isWhole, fault } = useTable('drafts');
  const open = useLeftOpen();
  const [discarding, setDiscarding] = useState<DraftShown | null>(null);
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const drafts = [...open].sort((one, other) => other.savedAtMs - one.savedAtMs);
  return (
    <div className={classes['page']}>
      <section aria-labelledby="begin">
        <h2 id="begin">Begin</h2>
        <ul className={classes['kinds']}>
          {wizards.map(({ kind, name, about, asks }) => (
            <li key={kind}>
              <div>
                <strong>{name}</strong>
                <p>{about}</p>
              </div>
              <Button
                component="a"
                href={newWizard(kind)}
                leftSection={<IconPlus size={14} />}
                aria-label={`Begin: ${name}`}
                {...may('drafts.save')}
                {...may(asks)}
              >
                Begin
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="left-open">
        <h2 id="left-open">Left open</h2>
        {fault !== '' && (
          <FailedPanel title="What was left open cannot be read">
            <p>{fault}</p>
          </FailedPanel>
        )}
        {!isWhole && fault === '' && <LoadingRows count={4} label="What was left open is being read" />}
        {isWhole && drafts.length === 0 && (
          <p className={classes['none']}>
            Nothing was left in the middle. What you begin is saved by itself: leave it whenever you want, here or by closing the window,
            and go on from this list, at any window of this network.
          </p>
        )}
        {drafts.length > 0 && (
          <ul className={classes['drafts']} aria-label="Left open">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <div>
                  <strong className="ellipsis" title={draft.title}>
                    {draft.title}
                  </strong>
                  <p>
                    {wizardOf(draft.kind)?.name ?? draft.kind}; saved <Age sinceMs={draft.savedAtMs} isRelative /> by <bdi>{draft.by}</bdi>
                  </p>
                </div>
                <Tooltip label="Discard">
                  <ActionIcon
                    aria-label={`Discard ${draft.title}`}
                    onClick={() => {
                      setDiscarding(draft);
                    }}
                    {...may('drafts.discard')}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                </Tooltip>
                <Button
                  component="a"
                  href={wizardAddress(draft.kind, draft.id)}
                  rightSection={<IconArrowRight size={14} />}
                  aria-label={`Resume ${draft.title}`}
                  {...may(wizardOf(draft.kind)?.asks ?? 'drafts.save')}
                >
                  Resume
                </Button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Confirm
        isOpen={discarding !== null}
        title={`Discard “${discarding?.title ?? ''}”?`}
        act="Discard it"
        keep="Keep it"
        onClose={() => {
          setDiscarding(null);
        }}
        onConfirm={() => {
          if (discarding)
            void command.carryOut('drafts.discard', { draftId: discarding.id, revision: discarding.revision, by }, ({ kind, ...other }) =>
              kind === 'newer' && 'message' in other ? `Not discarded: ${other.message}` : 'Discarded',
            );
        }}
      >
        <p>What was typed is lost for every window. What was ordered or carried out already is not touched.</p>
      </Confirm>
    </div>
  );
}
