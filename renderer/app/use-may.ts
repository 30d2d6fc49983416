import { useMemo } from 'react';
import type { ProcedureName } from '../../core/contract/procedures';
import { rightOf, rightOfTerminal, whyNamesNoFiles, whyNot } from '../../core/contract/roles';
import { useClient, useConnection } from '../client/use-client';

/** What the host would refuse to whoever is at work here: the control stays where it is, can be reached, says why, and does nothing. */
export interface Refused {
  readonly 'data-disabled': true;
  /** For `RefusalOnFocus`. */
  readonly 'data-refused': true;
  readonly 'aria-disabled': true;
  readonly title: string;
  readonly onClick: (event: React.MouseEvent) => void;
}

type Asked = ProcedureName | 'terminal';

export interface May {
  /** To be spread over a control after its own properties; empty where it may be asked. */
  (asked: Asked): Partial<Refused>;
  /** Null: it may be asked. */
  readonly whyNot: (asked: Asked) => string | null;
}

/** What whoever is at work here may do; the host judges each call by the same table. While it is lost, as it was. */
export function useMay(): May {
  const client = useClient();
  useConnection();
  const { user = 'operator', role = 'viewer', isBeyond = false } = client.lastHello() ?? { role: 'administrator' as const };
  return useMemo(() => {
    const why = (asked: Asked): string | null => {
      if (asked === 'terminal') return whyNot({ account: user, role }, rightOfTerminal);
      return whyNot({ account: user, role }, rightOf[asked]) ?? whyNamesNoFiles({ account: user, isBeyond }, asked);
    };
    return Object.assign((asked: Asked) => refused(why(asked)), { whyNot: why });
  }, [user, role, isBeyond]);
}

const refused = (why: string | null): Partial<Refused> =>
  why === null
    ? {}
    : {
        'data-disabled': true,
        'data-refused': true,
        'aria-disabled': true,
        title: `${why[0]?.toUpperCase() ?? ''}${why.slice(1)}.`,
        onClick: stop,
      };

/** A form is not sent either. */
const stop = (event: React.MouseEvent): void => {
  event.preventDefault();
  event.stopPropagation();
};
