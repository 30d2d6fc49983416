import { Button, CopyButton } from '@mantine/core';
import { IconCopy, IconDeviceFloppy, IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { addressOf } from '../app/address';
import { useShell } from '../app/shell-context';
import { useAnswer } from '../client/use-answer';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { formatUtc } from '../ui/numbers';
import { Age } from '../ui/times';
import classes from './hand-over-view.module.css';
import { HandedReport } from './handed-report';
import { UtcField } from '../ui/utc-field';
import { readUtc, utcTyped } from '../ui/utc-typed';

const shiftMs = 8 * 3_600_000;

/** What this shift hands to the next: drawn up at a moment, read, printed, saved. */
export function HandOverView() {
  const shell = useShell();
  const [typed, setTyped] = useState(() => ({ from: utcTyped(Date.now() - shiftMs), to: utcTyped(Date.now()) }));
  const [asked, setAsked] = useState(() => ({ fromMs: Date.now() - shiftMs, toMs: Date.now() }));
  const answer = useAnswer('hand-over', asked);
  const [fromMs, toMs] = [readUtc(typed.from), readUtc(typed.to)];
  const form = 'Write it as 2026-11-22 18:30';
  const isInOrder = fromMs !== null && toMs !== null && fromMs <= toMs;
  const shown = answer.output;
  return (
    <div className={classes['view']}>
      <form
        className={classes['tools']}
        onSubmit={(event) => {
          event.preventDefault();
          // The minute that is typed is part of the shift.
          if (isInOrder) setAsked({ fromMs, toMs: toMs + 59_999 });
          answer.askAgain();
        }}
      >
        <UtcField
          label="Shift from"
          value={typed.from}
          error={fromMs === null ? form : null}
          onChange={(from) => {
            setTyped({ ...typed, from });
          }}
        />
        <UtcField
          label="to"
          value={typed.to}
          error={toMs === null ? form : isInOrder || fromMs === null ? null : 'It is before the beginning'}
          onChange={(to) => {
            setTyped({ ...typed, to });
          }}
        />
        <Button type="submit" leftSection={<IconRefresh size={14} />} disabled={!isInOrder} loading={answer.isAsking}>
          Draw it up
        </Button>
        <span className={classes['acts']}>
          {shown && (
            <span className={classes['quiet']}>
              as things stood <Age sinceMs={shown.atMs} isRelative />
            </span>
          )}
          <Button
            component="a"
            leftSection={<IconPrinter size={14} />}
            href={addressOf('print', ['hand-over'], { from: String(asked.fromMs), to: String(asked.toMs) })}
          >
            Print
          </Button>
          <CopyButton value={shown?.text ?? ''}>
            {({ copied, copy }) => (
              <Button leftSection={<IconCopy size={14} />} disabled={!shown} onClick={copy}>
                {copied ? 'Copied' : 'Copy as text'}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="filled"
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={!shown}
            onClick={() =>
              void shell.saveFile(
                `hand-over-${formatUtc(asked.toMs).slice(0, 16).replace(' ', '-').replace(':', '')}.txt`,
                shown?.text ?? '',
              )
            }
          >
            Save
          </Button>
        </span>
      </form>
      {shown ? (
        <article className={classes['report']} aria-label="Hand-over report" tabIndex={0}>
          <header className={classes['head']}>
            <h1>
              Shift {utcTyped(shown.fromMs)} to {utcTyped(shown.toMs)} UTC
            </h1>
            <p>as things stood {formatUtc(shown.atMs)}</p>
          </header>
          <HandedReport shown={shown} />
        </article>
      ) : answer.error === '' ? (
        <LoadingRows label="The report is being drawn up" />
      ) : (
        <FailedPanel title="The report cannot be drawn up" actions={<Button onClick={answer.askAgain}>Ask again</Button>}>
          <p>{answer.error}</p>
        </FailedPanel>
      )}
    </div>
  );
}
