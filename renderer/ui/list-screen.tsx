import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './list-screen.module.css';

interface ListScreenProps {
  /** Which rows are shown. */
  readonly tools: ReactNode;
  /** Something that is to be said before the rows. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
  /** What is selected. */
  readonly side?: ReactNode;
  /** What is shown is from before. */
  readonly isStale?: boolean;
}

/** A screen that is one list, and beside it what is selected of it. */
export function ListScreen({ tools, notice, children, side, isStale = false }: ListScreenProps) {
  return (
    <div className={classes['screen']} data-stale={isStale || undefined}>
      <div className={classes['tools']} role="toolbar" aria-label="Which rows are shown">
        {tools}
      </div>
      {notice}
      <div className={classes['rest']}>
        <section className={classes['list']} aria-label="List">
          {children}
        </section>
        {side}
      </div>
    </div>
  );
}

/** What is said above a list. */
export function Notice({ children, tone = 'calm' }: { readonly children: ReactNode; readonly tone?: 'calm' | 'minor' | 'major' }) {
  return (
    <div className={classes['notice']} data-tone={tone} role="status">
      {children}
    </div>
  );
}

interface SideProps {
  readonly label: string;
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The column beside a list, with a head of its own. */
export function Side({ label, title, actions, onClose, children }: SideProps) {
  return (
    <aside className={classes['side']} aria-label={label} tabIndex={0}>
      <header className={classes['sideHead']}>
        <div className={classes['sideTitle']}>
          <h2>{title}</h2>
          <CloseButton size="sm" aria-label={`Close ${label}`} onClick={onClose} />
        </div>
        {actions !== undefined && <div className={classes['sideActions']}>{actions}</div>}
      </header>
      {children}
    </aside>
  );
}

export function SideSection({ title, children }: { readonly title?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={classes['section']}>
      {title !== undefined && <h3>{title}</h3>}
      {children}
    </section>
  );
}

/** Names and values, one a line. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
