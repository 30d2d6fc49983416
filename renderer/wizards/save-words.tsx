import { Button } from '@mantine/core';
import { addressOf, goTo } from '../app/address';
import { asSentence } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import type { OpenDraft } from './use-draft';
import classes from './wizard-frame.module.css';

/** Whether what is here is kept. */
export function SavedAgo({ draft: { saved } }: { readonly draft: OpenDraft<object> }) {
  if (saved.kind === 'untouched') return null;
  return (
    <span className={classes['saved']}>
      {saved.kind === 'saving' && 'saving'}
      {saved.kind === 'saved' && (
        <>
          saved <Age sinceMs={saved.atMs} isRelative />
        </>
      )}
      {saved.kind === 'failed' && <StateMark mark={{ severity: 'minor' }}>not saved, tried again</StateMark>}
      {(saved.kind === 'newer' || saved.kind === 'gone') && <StateMark mark={{ severity: 'minor' }}>not saved</StateMark>}
    </span>
  );
}

/** What stands between this window and what is kept, and what one can do about it. */
export function SaveNotice({ draft }: { readonly draft: OpenDraft<object> }) {
  const { saved } = draft;
  if (saved.kind === 'failed')
    return (
      <div className={classes['notice']} role="alert">
        <StateMark mark={{ severity: 'minor' }}>Not saved</StateMark>
        <p>{asSentence(saved.message)} It is tried again by itself; what you type stays here until then.</p>
      </div>
    );
  if (saved.kind === 'newer')
    return (
      <div className={classes['notice']} role="alert">
        <StateMark mark={{ severity: 'minor' }}>Two windows</StateMark>
        <p>{asSentence(saved.message)}</p>
        <Button onClick={draft.keepMineApart}>Keep mine as a draft of its own</Button>
        <Button variant="filled" onClick={draft.takeTheirs}>
          Show what {saved.draft.by} saved
        </Button>
      </div>
    );
  if (saved.kind === 'gone')
    return (
      <div className={classes['notice']} role="alert">
        <StateMark mark={{ severity: 'minor' }}>Discarded elsewhere</StateMark>
        <p>{asSentence(saved.message)}</p>
        <Button onClick={draft.keepMineApart}>Keep mine as a new draft</Button>
        <Button
          variant="filled"
          onClick={() => {
            goTo(addressOf('wizard'));
          }}
        >
          Let it go
        </Button>
      </div>
    );
  return null;
}
