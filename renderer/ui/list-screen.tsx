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

/** The column beside a list, with a head of its own. */
export function Side({
  title,
  actions,
  children,
  label,
}: {
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly label: string;
}) {
  return (
    <aside className={classes['side']} aria-label={label} tabIndex={0}>
      <header className={classes['sideHead']}>
        <h2>{title}</h2>
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
