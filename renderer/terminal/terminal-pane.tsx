import '@xterm/xterm/css/xterm.css';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconMaximize, IconMinimize, IconPlus, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useOperator } from '../app/operator';
import { useShell } from '../app/shell-context';
import { useMay } from '../app/use-may';
import { EmptyPanel } from '../ui/panel-state';
import { formatBytes } from '../ui/numbers';
import { FindBar } from './find-bar';
import type { LiveSession } from './live-session';
import { liveSession } from './live-sessions';
import { longestPaste, needsAsking, seePaste, type SeenPaste } from './paste';
import { PasteGuard } from './paste-guard';
import { copySelected, SessionMenu } from './session-menu';
import { SessionStrips } from './session-strips';
import { SessionTabs } from './session-tabs';
import { chooseIn, protocolOf, setDock, showTab, useTerminals, workIn, type Pane, type Tab } from './sessions';
import classes from './terminal-dock.module.css';
import { Tl1Editor } from './tl1-editor';

/** Sessions on one screen beside others: tabs above, the one that is shown below. */
export function TerminalPane({ pane, isLast }: { readonly pane: Pane; readonly isLast: boolean }) {
  const tab = useTerminals(({ tabs }) => (pane.shownId === null ? undefined : tabs.get(pane.shownId)));
  const { isMaximised, paneInUse, panes } = useTerminals();
  const session = useSession(tab);
  const may = useMay();
  const [isFinding, setFinding] = useState(false);
  const [asked, setAsked] = useState<SeenPaste | null>(null);
  const pasted = (text: string): void => {
    if (!session) return;
    if (text.length > longestPaste) {
      notifications.show({
        title: 'Not pasted',
        message: 'It is longer than a session takes at once (1 MB): send it in parts, as a file.',
        color: 'red',
      });
      return;
    }
    const seen = seePaste(text);
    if (needsAsking(seen)) setAsked(seen);
    else session.paste(text);
  };
  const keys = (event: React.KeyboardEvent): void => {
    const act =
      session &&
      actionOf(event, session, () => {
        setFinding(true);
      });
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div
      className={classes['pane']}
      data-in-use={panes.length === 1 || paneInUse === pane.id}
      onFocusCapture={() => {
        workIn(pane.id);
      }}
      onKeyDownCapture={keys}
      onPasteCapture={(event) => {
        const text = event.clipboardData.getData('text/plain');
        const isScreen = event.target instanceof Element && event.target.closest('.xterm') !== null;
        // One line goes into the editor as into any field.
        if (!isScreen && !(isEditor(event.target) && needsAsking(seePaste(text)))) return;
        event.preventDefault();
        event.stopPropagation();
        pasted(text);
      }}
    >
      <div className={classes['bar']}>
        <SessionTabs label="Sessions" tabIds={pane.tabIds} shownId={pane.shownId} onShow={showTab} />
        <Tooltip label="New session">
          <ActionIcon
            aria-label="New session"
            m={2}
            onClick={() => {
              chooseIn(pane.id);
            }}
            {...may('terminal')}
          >
            <IconPlus size={14} />
          </ActionIcon>
        </Tooltip>
        <div className={classes['end']}>
          {tab && <HowConnected tab={tab} />}
          {tab && session && (
            <>
              <Tooltip label="Search (Ctrl+Shift+F)">
                <ActionIcon
                  aria-label="Search"
                  onClick={() => {
                    setFinding(true);
                  }}
                >
                  <IconSearch size={14} />
                </ActionIcon>
              </Tooltip>
              <SessionMenu tab={tab} session={session} onPaste={pasted} />
            </>
          )}
          {isLast && <DockButtons isMaximised={isMaximised} />}
        </div>
      </div>
      {tab && session ? (
        <div className={classes['body']}>
          <Screen key={tab.id} session={session} />
          {isFinding && (
            <FindBar
              key={`find-${tab.id}`}
              session={session}
              onClose={() => {
                setFinding(false);
                session.focus();
              }}
            />
          )}
          <SessionStrips tab={tab} session={session} />
          {session.isTl1 && <Tl1Editor key={`editor-${tab.id}`} tab={tab} session={session} />}
        </div>
      ) : (
        <Nothing paneId={pane.id} />
      )}
      {asked && (
        <PasteGuard
          paste={asked}
          where={tab?.title ?? ''}
          onSend={() => {
            setAsked(null);
            session?.paste(asked.text);
            session?.focus();
          }}
          onClose={() => {
            setAsked(null);
            session?.focus();
          }}
        />
      )}
    </div>
  );
}

function useSession(tab: Tab | undefined): LiveSession | null {
  const shell = useShell();
  const operator = useOperator();
  const by = useRef(operator);
  useEffect(() => {
    by.current = operator;
  }, [operator]);
  const id = tab?.id;
  const [session, setSession] = useState<{ readonly id: string; readonly live: LiveSession } | null>(null);
  useEffect(() => {
    const shown = id === undefined ? undefined : useTerminals.getState().tabs.get(id);
    if (!shown) return;
    const live = liveSession(shown, { connect: () => shell.connect('terminal', shown.network), by: () => by.current });
    setSession({ id: shown.id, live });
  }, [id, shell]);
  return session !== null && session.id === id ? session.live : null;
}

/** Keys that are the console's also where a session has the focus. */
function actionOf(event: React.KeyboardEvent, session: LiveSession, find: () => void): (() => void) | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey && event.shiftKey && key === 'f') return find;
  if (event.ctrlKey && event.shiftKey && key === 'c')
    return () => {
      copySelected(session);
    };
  // Out of the session's screen, which takes every other key.
  if (key === 'f6')
    return () => {
      event.currentTarget.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    };
  return null;
}

const isEditor = (target: EventTarget): boolean => target instanceof HTMLTextAreaElement && target.dataset['editor'] === 'tl1';

function Screen({ session }: { readonly session: LiveSession }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = host;
    if (!current) return;
    current.append(session.screen.element);
    let isGone = false;
    // Measured with another font, every column would be of another width.
    const fonts = [400, 700].map((weight) => document.fonts.load(`${weight} 12px "JetBrains Mono Variable"`));
    void Promise.allSettled(fonts).then(() => {
      if (isGone) return;
      session.show();
      session.focus();
    });
    const observer = new ResizeObserver(() => {
      session.screen.fit();
    });
    observer.observe(current);
    return () => {
      isGone = true;
      observer.disconnect();
      session.screen.element.remove();
    };
  }, [session]);
  return <div ref={host} className={classes['screen']} />;
}

/** How it is connected, and what of it is kept. */
function HowConnected({ tab: { facts, content, network, recordedBytes, target } }: { readonly tab: Tab }) {
  const how = facts === null ? protocolOf(target) : `${howWords(facts.how)} ${facts.address}`;
  const kept = content === 'none' ? 'content not kept' : content === 'output' ? 'output kept in the store' : 'all kept in the store';
  const words = `${network === 'practice' ? 'practice, ' : ''}${how}, ${kept}`;
  return (
    <>
      {recordedBytes !== null && (
        <span className={classes['recording']}>● to a file{recordedBytes >= 10_000 && `, ${formatBytes(recordedBytes)}`}</span>
      )}
      <span className={`ellipsis ${classes['how'] ?? ''}`} title={words}>
        {words}
      </span>
    </>
  );
}

/** `TL1 over SSH as ops`, from `tl1 over ssh as ops`; the name stays as it is. */
const howWords = (how: string): string =>
  how.replace(
    /^(tl1 over )?(ssh|tls|tcp|telnet)/,
    (_whole, tl1: string | undefined, by: string) =>
      `${tl1 === undefined ? '' : 'TL1 over '}${by === 'telnet' ? 'Telnet' : by.toUpperCase()}`,
  );

function DockButtons({ isMaximised }: { readonly isMaximised: boolean }) {
  const sized = isMaximised ? 'Back to its height' : 'Over the whole window';
  return (
    <>
      <Tooltip label={sized}>
        <ActionIcon
          aria-label={sized}
          onClick={() => {
            setDock({ isMaximised: !isMaximised });
          }}
        >
          {isMaximised ? <IconMinimize size={14} /> : <IconMaximize size={14} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Put the terminals away (Ctrl+`)">
        <ActionIcon
          aria-label="Put the terminals away"
          onClick={() => {
            setDock({ isOpen: false });
          }}
        >
          <IconChevronDown size={14} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function Nothing({ paneId }: { readonly paneId: string }) {
  const may = useMay();
  return (
    <div className={classes['choose']}>
      <EmptyPanel
        icon={<IconTerminal2 size={20} stroke={1.75} />}
        title="No session is open"
        actions={
          <Button
            variant="filled"
            onClick={() => {
              chooseIn(paneId);
            }}
            {...may('terminal')}
          >
            New session
          </Button>
        }
      >
        <p>
          TL1 at the switches of this network, and any host by SSH or telnet. Before a line of TL1 takes something down, you are told whom
          it hits.
        </p>
      </EmptyPanel>
    </div>
  );
}
