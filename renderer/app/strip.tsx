import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { daysWords, ownerWords } from '../carriers/link-words';
import { useClient, useConnection, useRow, useRows } from '../client/use-client';
import { beingRestored, byImportance, groupFacts, waitingForSomebody, type ImpairmentGroup } from '../recovery/impairment-groups';
import { useHandling } from '../recovery/use-handling';
import { useImpairmentGroups } from '../recovery/use-impairment-groups';
import { asSentence, counted, formatDuration } from '../ui/numbers';
import { MarkShape, StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import { newWizard } from '../wizards/wizard-address';
import { addressOf, goTo } from './address';
import { useShell } from './shell-context';
import classes from './strip.module.css';
import { useMay } from './use-may';

/** Under the top bar, only while something asks for attention: the host lost, no link, or a critical impairment that nobody has acknowledged. */
export function Strip() {
  const connection = useConnection();
  const client = useClient();
  const { network } = useShell();
  const carriers = useRows('carriers');
  const groups = useImpairmentGroups();
  const worst = groups.filter(asksForSomeone).sort(byImportance);
  if (connection.kind === 'lost')
    return (
      <div className={`${classes['strip'] ?? ''} ${classes['major'] ?? ''}`} role="alert">
        <Tag severity="major">Host lost</Tag>
        <b>
          No answer from the host since <UtcTime atMs={connection.sinceMs} />
        </b>
        <span className={classes['fact']}>
          {asSentence(connection.reason)} What you see is from before; nothing you ask for is carried out.{' '}
          <NextTry atMs={connection.nextTryMs} />
        </span>
        <LastKnown count={groups.filter(({ severity }) => severity === 'critical').length} />
        <Button className={classes['last'] ?? ''} onClick={client.reconnect}>
          Try now
        </Button>
      </div>
    );
  const [first] = worst;
  if (first) return <Critical group={first} others={worst.length - 1} />;
  const down = carriers.filter(({ link }) => link === 'down');
  const isOffline = down.length > 0 && carriers.every(({ link }) => link !== 'up');
  if (connection.kind === 'up' && network === 'field' && carriers.length > 0)
    return (
      <div className={`${classes['strip'] ?? ''} ${classes['calm'] ?? ''}`} role="status">
        <b>A field pack has no links</b>
        <span className={classes['fact']}>
          All you see is as it was when the pack was made. Nothing is sent; what you change is kept, and brought back as a proposal.
        </span>
        <Button className={classes['last'] ?? ''} component="a" href={addressOf('field-packs')}>
          Bring it back
        </Button>
      </div>
    );
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
  return <EndingCertificate />;
}

/** A certificate of a dedicated link that ends within a week, or has ended: the link is lost with it. Those that are due later are told in the status bar. */
function EndingCertificate() {
  const status = useRow('status', 'status');
  const urgent = status?.certificates.filter(({ expiry }) => expiry !== 'due') ?? [];
  const [first] = urgent;
  if (!status || !first) return null;
  const isExpired = first.expiry === 'expired';
  return (
    <div className={`${classes['strip'] ?? ''} ${classes[isExpired ? 'critical' : 'major'] ?? ''}`} role="status">
      <Tag severity={isExpired ? 'critical' : 'major'}>Certificate</Tag>
      <b className="ellipsis">
        {ownerWords[first.whose]} for {first.carrierName}{' '}
        {isExpired ? daysWords(first, status.atMs) : `ends in ${daysWords(first, status.atMs)}`}
      </b>
      <span className={classes['fact']}>
        {isExpired ? 'No link can be made with it.' : 'When it has ended, no link can be made with it.'}{' '}
        {first.whose === 'ours' ? 'Have a new one issued, and renew it.' : 'Ask the carrier for its renewal.'}
        {urgent.length > 1 && ` ${counted(urgent.length - 1, 'other')} as well.`}
      </span>
      <Button className={classes['last'] ?? ''} component="a" href={addressOf('carriers', [first.carrierId])}>
        Look at it
      </Button>
    </div>
  );
}

/** What was critical when the host was last heard: it may be so still. */
function LastKnown({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <a className={classes['known']} href={addressOf('recovery')} title="When the host was last heard; it may be so still">
      <StateMark mark={{ severity: 'critical' }}>{count} critical as last known</StateMark>
    </a>
  );
}

function NextTry({ atMs }: { readonly atMs: number }) {
  const leftMs = atMs - useNow();
  return leftMs < 1_000 ? 'Trying now.' : `Next try in ${formatDuration(leftMs)}.`;
}

const asksForSomeone = ({ members }: ImpairmentGroup): boolean =>
  members.some(({ severity, handling }) => severity === 'critical' && handling.acknowledgedBy === null);

function Critical({ group, others }: { readonly group: ImpairmentGroup; readonly others: number }) {
  const handle = useHandling(group.members);
  const may = useMay();
  const { id, risk, words, sinceMs, members } = group;
  const toRecover = waitingForSomebody(group);
  const isBeingRestored = beingRestored(group) > 0;
  return (
    <div className={`${classes['strip'] ?? ''} ${classes['critical'] ?? ''}`} role="alert">
      <Tag severity="critical">Critical</Tag>
      <b className="ellipsis" title={members.map(({ subjectName, text }) => `${subjectName}: ${text}`).join('\n')}>
        {words}
      </b>
      <span className={classes['fact']}>
        <Age sinceMs={sinceMs} isRelative />
      </span>
      <span className={classes['fact']}>
        {groupFacts(group)}
        {others > 0 && ` · ${counted(others, 'other')} critical`}
      </span>
      <Button
        variant="subtle"
        className={classes['last'] ?? ''}
        onClick={() => {
          void handle({ kind: 'acknowledge' }, 'Acknowledged');
        }}
        {...may('impairments.handle')}
      >
        Acknowledge
      </Button>
      <Button
        variant={toRecover > 0 || isBeingRestored ? 'subtle' : 'filled'}
        onClick={() => {
          goTo(addressOf('recovery', [risk ?? id]));
        }}
      >
        Look at it
      </Button>
      {toRecover > 0 && (
        <Button
          variant="filled"
          rightSection={<IconArrowRight size={14} />}
          onClick={() => {
            goTo(newWizard('recovery', { event: risk ?? id }));
          }}
          {...may('recovery.carry-out')}
        >
          Recover {toRecover}
        </Button>
      )}
      {toRecover === 0 && isBeingRestored && (
        <Button
          variant="filled"
          rightSection={<IconArrowRight size={14} />}
          onClick={() => {
            goTo(addressOf('recovery', [risk ?? id], { tab: 'storm' }));
          }}
        >
          Look on
        </Button>
      )}
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
