import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTerminal2, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { MarkShape } from '../ui/state-mark';
import type { Mark } from '../ui/severity';
import { askToClose } from './closing-question';
import { protocolOf, useTerminals, type Tab } from './sessions';
import marks from '../ui/state-mark.module.css';
import classes from './terminal-dock.module.css';

interface SessionTabsProps {
  readonly label: string;
  readonly tabIds: readonly string[];
  readonly shownId: string | null;
  readonly onShow: (id: string) => void;
}

/** One tab a session; arrows go from one to the next. */
export function SessionTabs({ label, tabIds, shownId, onShow }: SessionTabsProps) {
  const tabs = useTerminals((terminals) => terminals.tabs);
  const shown = tabIds.flatMap((id) => tabs.get(id) ?? []);
  // What makes them wider or narrower.
  const widths = shown.map(({ title, state }) => title + state.kind).join();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shownId, widths]);
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
    buttons.at((buttons.findIndex((button) => button === document.activeElement) + step) % buttons.length)?.focus();
    event.preventDefault();
  };
  if (shown.length === 0) return null;
  return (
    <div
      ref={list}
      className={classes['tabs']}
      role="tablist"
      onWheel={(event) => {
        event.currentTarget.scrollLeft += event.deltaY;
      }}
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {shown.map((tab, index) => (
        <div
          key={tab.id}
          className={classes['tab']}
          role="presentation"
          data-shown={tab.id === shownId}
          onAuxClick={(event) => {
            if (event.button === 1) askToClose(tab.id);
          }}
        >
          <button
            type="button"
            role="tab"
            className={classes['tabButton']}
            aria-selected={tab.id === shownId}
            tabIndex={tab.id === shownId || (shownId === null && index === 0) ? 0 : -1}
            title={titleOf(tab)}
            onClick={() => {
              onShow(tab.id);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Delete') askToClose(tab.id);
            }}
          >
            <IconTerminal2 size={14} aria-hidden="true" />
            <bdi className="ellipsis">{tab.title}</bdi>
            <span className={classes['protocol']}>{protocolOf(tab.target)}</span>
            <TabMark tab={tab} />
          </button>
          {/* For the pointer alone: among tabs there is to be nothing else. Delete does the same, and the session's menu. */}
          <Tooltip label="Close the session">
            <ActionIcon
              className={classes['close'] ?? ''}
              size={20}
              aria-hidden
              tabIndex={-1}
              onClick={() => {
                askToClose(tab.id);
              }}
            >
              <IconX size={12} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
    </div>
  );
}

function TabMark({ tab }: { readonly tab: Tab }) {
  const marked = markOf(tab);
  if (marked === null) return null;
  const [mark, words] = marked;
  return (
    <span className={'severity' in mark ? marks[mark.severity] : classes['protocol']} title={words}>
      <MarkShape mark={mark} size={9} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

/** What is to be looked at first. */
function markOf({ state, held, unseen }: Tab): readonly [Mark, string] | null {
  if (held !== null) return [{ severity: 'major' }, 'a line waits for your word'];
  if (state.kind === 'asking-host-key' || state.kind === 'asking-log-in') return [{ severity: 'warning' }, 'it asks something'];
  if (unseen !== null) return [{ severity: unseen }, `the switch said something of severity ${unseen}`];
  if (state.kind === 'lost') return [{ severity: 'major' }, 'lost'];
  if (state.kind === 'closed') return [{ shape: 'dash' }, 'ended'];
  if (state.kind !== 'open') return [{ shape: 'dotted' }, 'connecting'];
  return null;
}

const titleOf = ({ title, facts, network }: Tab): string =>
  `${title}${facts ? `\n${facts.how}, ${facts.address}` : ''}${network === 'practice' ? '\npractice network' : ''}`;
