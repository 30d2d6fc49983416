import { Button } from '@mantine/core';
import type { ImpairmentRow } from '../../core/contract/live';
import { useClient, useConnection, useRows } from '../client/use-client';
import { counted } from '../ui/numbers';
import { MarkShape } from '../ui/state-mark';
import { Age, UtcTime } from '../ui/times';
import { addressOf, goTo } from './address';
import { useOperator } from './operator';
import classes from './strip.module.css';
import { useCommand } from './use-command';

/** Under the top bar, only while something asks for attention: the host lost, no link, or a critical impairment that nobody has acknowledged. */
export function Strip() {
  const connection = useConnection();
  const client = useClient();
  const carriers = useRows('carriers');
  const worst = useRows('impairments')
    .filter(({ severity, handling, clearedAtMs }) => severity === 'critical' && clearedAtMs === null && handling.acknowledgedBy === null)
    .sort((a, b) => b.hits.length - a.hits.length || a.raisedAtMs - b.raisedAtMs);
  if (connection.kind === 'lost')
    return (
      <div className={`${classes['strip'] ?? ''} ${classes['major'] ?? ''}`} role="alert">
        <Tag severity="major">Host lost</Tag>
        <b>
          No answer from the host since <UtcTime atMs={connection.sinceMs} />
        </b>
        <span className={classes['fact']}>
          {connection.reason}. What you see is from before; nothing you ask for is carried out. Next try{' '}
          <Age sinceMs={connection.nextTryMs} />.
        </span>
        <Button className={classes['last'] ?? ''} onClick={client.reconnect}>
          Try now
        </Button>
      </div>
    );
  const [first] = worst;
  if (first) return <Critical impairment={first} others={worst.length - 1} />;
  const down = carriers.filter(({ link }) => link === 'down');
  const isOffline = down.length > 0 && carriers.every(({ link }) => link !== 'up');
  if (connection.kind === 'up' && isOffline) {
    const sinceMs = Math.max(...down.map((carrier) => carrier.sinceMs ?? 0));
    return (
      <div className={`${classes['strip'] ?? ''} ${classes['major'] ?? ''}`} role="status">
        <Tag severity="major">Offline</Tag>
        <b>
          No dedicated link
          {sinceMs > 0 && (
            <>
              {' '}
              since <UtcTime atMs={sinceMs} />
            </>
          )}
        </b>
        <span className={classes['fact']}>
          All you see is as last known. Nothing is sent; what you order waits and will be checked again.
        </span>
        <Button className={classes['last'] ?? ''} component="a" href={addressOf('carriers')}>
          Why
        </Button>
      </div>
    );
  }
  return null;
}

function Critical({ impairment, others }: { readonly impairment: ImpairmentRow; readonly others: number }) {
  const operator = useOperator();
  const command = useCommand();
  const { id, subjectName, cause, raisedAtMs, hits, text } = impairment;
  const count = (outcome: ImpairmentRow['hits'][number]['outcome']): number => hits.filter((hit) => hit.outcome === outcome).length;
  const facts = [
    count('restored') > 0 && `${count('restored')} restored`,
    count('pending') > 0 && `${count('pending')} being worked on`,
    count('unrestorable') > 0 && `${count('unrestorable')} without a route`,
    count('cleared') > 0 && `${count('cleared')} cleared`,
  ].filter((fact) => fact !== false);
  return (
    <div className={`${classes['strip'] ?? ''} ${classes['critical'] ?? ''}`} role="alert">
      <Tag severity="critical">Critical</Tag>
      <b className="ellipsis" title={text}>
        {subjectName} {cause}
      </b>
      <span className={classes['fact']}>
        <Age sinceMs={raisedAtMs} suffix=" ago" />
      </span>
      <span className={classes['fact']}>
        {counted(hits.length, 'connection')} hit{facts.length > 0 && `: ${facts.join(', ')}`}
        {others > 0 && ` · ${counted(others, 'other')} critical`}
      </span>
      <Button
        variant="subtle"
        className={classes['last'] ?? ''}
        onClick={() => {
          void command.carryOut('impairments.handle', { impairmentId: id, step: { kind: 'acknowledge' }, by: operator }, 'Acknowledged');
        }}
      >
        Acknowledge
      </Button>
      <Button
        variant="filled"
        onClick={() => {
          goTo(addressOf('recovery', [id]));
        }}
      >
        Look at it
      </Button>
    </div>
  );
}

function Tag({ severity, children }: { readonly severity: 'critical' | 'major'; readonly children: React.ReactNode }) {
  return (
    <span className={classes['tag']}>
      <MarkShape mark={{ severity }} size={12} />
      {children}
    </span>
  );
}
