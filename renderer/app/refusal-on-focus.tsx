import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';

interface Reached {
  readonly control: HTMLElement;
  readonly why: string;
}

/** Why a control does nothing (see `useMay`), told beside it once the keyboard reaches it: its title is for the pointer alone. */
export function RefusalOnFocus() {
  const [reached, setReached] = useState<Reached | null>(null);
  useEffect(() => {
    const look = ({ target }: FocusEvent): void => {
      setReached(target instanceof HTMLElement ? reachedBy(target) : null);
    };
    const leave = (): void => {
      setReached(null);
    };
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') leave();
    };
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', leave);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', leave);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  if (reached === null) return null;
  return <Tooltip opened target={reached.control} label={reached.why} />;
}

function reachedBy(element: HTMLElement): Reached | null {
  const why = element.getAttribute('title') ?? '';
  return why !== '' && element.matches('[data-refused]:focus-visible') ? { control: element, why } : null;
}
