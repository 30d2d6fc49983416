import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { LiveSession } from './live-session';
import classes from './terminal-dock.module.css';

/** Searches what can be scrolled to; Enter goes up, as what is new stands below. */
export function FindBar({ session, onClose }: { readonly session: LiveSession; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [results, setResults] = useState<{ readonly index: number; readonly count: number } | null>(null);
  useEffect(() => {
    const listening = session.screen.search.onDidChangeResults(({ resultIndex, resultCount }) => {
      setResults({ index: resultIndex, count: resultCount });
    });
    return () => {
      listening.dispose();
      session.screen.search.clearDecorations();
    };
  }, [session]);
  const count =
    text === '' || results === null
      ? ''
      : results.count === 0
        ? 'not found'
        : `${results.index < 0 ? '–' : results.index + 1} of ${results.count}`;
  return (
    <div className={classes['find']} role="search">
      <TextInput
        aria-label="Search in this session"
        placeholder="Search"
        autoFocus
        w={200}
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          session.screen.find(event.currentTarget.value, 'previous', true);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') session.screen.find(text, event.shiftKey ? 'next' : 'previous');
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className={classes['count']} role="status">
        {count}
      </span>
      <Tooltip label="The one above (Enter)">
        <ActionIcon
          aria-label="The one above"
          onClick={() => {
            session.screen.find(text, 'previous');
          }}
        >
          <IconChevronUp size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="The one below (Shift+Enter)">
        <ActionIcon
          aria-label="The one below"
          onClick={() => {
            session.screen.find(text, 'next');
          }}
        >
          <IconChevronDown size={14} />
        </ActionIcon>
      </Tooltip>
      <ActionIcon aria-label="Close the search" onClick={onClose}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
