import { useEffect, useRef, useState } from 'react';
import { commandHistory } from './command-history';
import type { LiveSession } from './live-session';
import type { Tab } from './sessions';
import classes from './terminal-dock.module.css';

/** Where a command of TL1 is written before it goes: the switch echoes nothing. */
export function Tl1Editor({ tab, session }: { readonly tab: Tab; readonly session: LiveSession }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => session.draft);
  const [past] = useState(() => commandHistory(session.commands));
  const [isIncomplete, setIncomplete] = useState(false);
  useEffect(() => {
    session.takesFocus(() => field.current?.focus());
    return session.onNotSent((commands) => {
      setText((current) => (current === '' ? commands : current));
    });
  }, [session]);
  const change = (next: string): void => {
    session.keepDraft(next);
    setText(next);
    setIncomplete(false);
  };
  const submit = (): void => {
    const command = text.trim();
    if (command === '') return;
    if (!command.endsWith(';')) {
      setIncomplete(true);
      return;
    }
    past.add(command);
    session.command(command);
    change('');
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, shiftKey, ctrlKey } = event;
    if (event.nativeEvent.isComposing) return;
    if (key === 'Enter' && !shiftKey) submit();
    else if (key === 'ArrowUp' && !text.includes('\n')) change(past.before(text));
    else if (key === 'ArrowDown' && !text.includes('\n')) change(past.after(text));
    else if (key === 'c' && ctrlKey && !shiftKey && field.current?.selectionStart === field.current?.selectionEnd) session.input('\u0003');
    else if (key === 'PageUp') session.screen.terminal.scrollPages(-1);
    else if (key === 'PageDown') session.screen.terminal.scrollPages(1);
    else return;
    event.preventDefault();
  };
  const isOpen = tab.state.kind === 'open';
  return (
    <div
      className={classes['editor']}
      onClick={() => {
        field.current?.focus();
      }}
    >
      <span className={classes['prompt']} aria-hidden="true">
        &lt;
      </span>
      <textarea
        ref={field}
        data-editor="tl1"
        rows={1}
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        maxLength={60_000}
        readOnly={!isOpen || tab.held !== null}
        aria-label={`Command for ${tab.title}`}
        placeholder={
          isOpen ? 'A command of TL1 ends with ; and goes with Enter; the first is ACT-USER, which logs in' : 'The session is not open'
        }
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {isIncomplete && (
        <span className={classes['hint']} role="status">
          Not sent: a command ends with ;
        </span>
      )}
    </div>
  );
}
