import type { ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  readonly title: ReactNode;
  /** Beside the title: of what, how many, how old. */
  readonly fact?: ReactNode;
  readonly actions?: ReactNode;
  readonly label?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a screen with a head of its own. */
export function Panel({ title, fact, actions, label, className, children }: PanelProps) {
  return (
    <section className={`${classes['panel'] ?? ''} ${className ?? ''}`} aria-label={label}>
      <header className={classes['head']}>
        <h2 className={classes['title']}>{title}</h2>
        {fact !== undefined && <span className={classes['fact']}>{fact}</span>}
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
