import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './panel-state.module.css';

interface WordsProps {
  readonly icon?: React.ReactNode;
  readonly title: string;
  /** What it means, and what to do. */
  readonly children?: React.ReactNode;
  /** One primary, then the alternatives. */
  readonly actions?: React.ReactNode;
}

/** Nothing is there: what would fill it, and how. */
export function EmptyPanel(props: WordsProps) {
  return <Words {...props} />;
}

/** It could not be had: the other side's own words, then the remedy. */
export function FailedPanel(props: WordsProps) {
  return (
    <div role="alert" className={classes['alert']}>
      <Words {...props} />
    </div>
  );
}

function Words({ icon, title, children, actions }: WordsProps) {
  return (
    <div className={classes['words']}>
      {icon}
      <h2 className={classes['title']}>{title}</h2>
      {children !== undefined && <div className={classes['text']}>{children}</div>}
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}

/** Grey bars in the place of rows, once waiting is worth a word (300 ms). */
export function LoadingRows({ count = 8, label }: { readonly count?: number; readonly label: string }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setShown(true);
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div role="status" aria-label={label} className={classes['loading']}>
      {isShown && Array.from({ length: count }, (_, index) => <Skeleton key={index} height={10} width={`${90 - ((index * 17) % 45)}%`} />)}
    </div>
  );
}
