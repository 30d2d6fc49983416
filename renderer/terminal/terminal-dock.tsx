import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronUp, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useShell } from '../app/shell-context';
import { useKept } from '../app/preferences';
import { useMay } from '../app/use-may';
import { LoadingRows } from '../ui/panel-state';
import { ClosingQuestion } from './closing-question';
import { NewSession } from './new-session';
import { chooseIn, setDock, showTab, useTerminals } from './sessions';
import { SessionTabs } from './session-tabs';
import classes from './terminal-dock.module.css';

/** xterm is loaded when the dock is opened for the first time. */
const TerminalPane = lazy(async () => ({ default: (await import('./terminal-pane')).TerminalPane }));

const usualHeight = 360;
const leastHeight = 140;
/** What is left of the screen above. */
const leastAbove = 120;
const isHeight = (value: unknown): value is number => typeof value === 'number' && value >= leastHeight && value < 10_000;

/** Sessions at switches, below every screen: closed it is a bar, open it has a height of its own, or all of the window. */
export function TerminalDock() {
  const { network } = useShell();
  const { isOpen, isMaximised, panes, choosingIn } = useTerminals();
  const [height, setHeight] = useKept('terminal.height', usualHeight, isHeight);
  useEffect(() => {
    setDock({ network });
  }, [network]);
  useToggleKey();
  const shownHeight = isMaximised ? 'calc(100vh - var(--ll-topbar) - var(--ll-status))' : `min(${height}px, calc(100vh - ${leastAbove}px))`;
  return (
    <section className={classes['dock']} aria-label="Terminals" style={isOpen ? { height: shownHeight } : undefined}>
      {isOpen ? (
        <>
          {!isMaximised && <Grip height={height} setHeight={setHeight} />}
          <Suspense fallback={<LoadingRows count={4} label="The terminal is being loaded" />}>
            <div className={classes['panes']}>
              {panes.map((pane, index) => (
                <TerminalPane key={pane.id} pane={pane} isLast={index === panes.length - 1} />
              ))}
            </div>
          </Suspense>
        </>
      ) : (
        <ClosedBar />
      )}
      {choosingIn !== null && <NewSession />}
      <ClosingQuestion />
    </section>
  );
}

function ClosedBar() {
  const panes = useTerminals((terminals) => terminals.panes);
  const isAny = panes.some(({ tabIds }) => tabIds.length > 0);
  const may = useMay();
  return (
    <div className={classes['bar']}>
      <SessionTabs
        label="Terminals"
        tabIds={panes.flatMap(({ tabIds }) => tabIds)}
        shownId={null}
        onShow={(id) => {
          setDock({ isOpen: true });
          showTab(id);
        }}
      />
      <div className={classes['end']}>
        {!isAny && <span className={classes['how']}>No session is open</span>}
        <Tooltip label="New session">
          <ActionIcon
            aria-label="New session"
            onClick={() => {
              chooseIn(panes[0]?.id ?? null);
            }}
            {...may('terminal')}
          >
            <IconPlus size={14} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Open the terminals (Ctrl+`)">
          <ActionIcon
            aria-label="Open the terminals"
            onClick={() => {
              setDock({ isOpen: true });
            }}
          >
            <IconChevronUp size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

/** Ctrl+` from anywhere, a session's screen too: shows the dock, or puts it away. */
function useToggleKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || (event.key !== '`' && event.code !== 'Backquote')) return;
      event.preventDefault();
      event.stopPropagation();
      setDock({ isOpen: !useTerminals.getState().isOpen });
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
}

function Grip({ height, setHeight }: { readonly height: number; readonly setHeight: (height: number) => void }) {
  const from = useRef<{ readonly y: number; readonly height: number } | null>(null);
  const most = window.innerHeight - leastAbove;
  const change = (to: number): void => {
    setHeight(Math.round(Math.min(Math.max(to, leastHeight), Math.max(most, leastHeight))));
  };
  return (
    <div
      className={classes['grip']}
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the terminals"
      aria-valuenow={height}
      aria-valuemin={leastHeight}
      aria-valuemax={Math.max(most, height)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { y: event.clientY, height };
      }}
      onPointerMove={(event) => {
        if (from.current) change(from.current.height + from.current.y - event.clientY);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') change(height + 20);
        else if (event.key === 'ArrowDown') change(height - 20);
        else return;
        event.preventDefault();
      }}
    />
  );
}
