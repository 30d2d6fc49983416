import { useConnection, useRow, useRows } from '../client/use-client';
import { CarrierBar } from '../ui/carrier-name';
import { formatCount } from '../ui/numbers';
import { linkMarks, type Severity } from '../ui/severity';
import { MarkShape, StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import { addressOf } from './address';
import { useShell } from './shell-context';
import classes from './status-bar.module.css';

export function StatusBar() {
  const carriers = useRows('carriers');
  return (
    <footer className={classes['bar']} aria-label="Status">
      <div className={classes['links']}>
        {carriers.map(({ id, name, link, sinceMs, heardAtMs, linkText }) => (
          <a
            key={id}
            href={addressOf('carriers', [id])}
            className={classes['item']}
            title={linkText === '' ? `${name}: link up` : `${name}: ${linkText}`}
          >
            <CarrierBar carrierId={id} />
            <bdi>{name}</bdi>
            <StateMark mark={linkMarks[link]}>
              <span>
                {link === 'up' ? (
                  heardAtMs === null ? (
                    'up'
                  ) : (
                    <Age sinceMs={heardAtMs} />
                  )
                ) : link === 'file' ? (
                  'file'
                ) : (
                  <>down {sinceMs !== null && <Age sinceMs={sinceMs} />}</>
                )}
              </span>
            </StateMark>
          </a>
        ))}
        {carriers.length === 0 && (
          <span className={classes['item']}>
            <StateMark mark={{ shape: 'circle' }}>No dedicated links</StateMark>
          </span>
        )}
      </div>
      <div className={classes['end']}>
        <Host />
        <Waiting />
        <Impairments />
        <Clock />
      </div>
    </footer>
  );
}

function Host() {
  const connection = useConnection();
  const { network } = useShell();
  if (connection.kind === 'refused')
    return (
      <span className={classes['item']}>
        <StateMark mark={{ shape: 'circle' }}>Not let in</StateMark>
      </span>
    );
  if (connection.kind !== 'up')
    return (
      <span className={classes['item']}>
        <StateMark mark={{ severity: 'major' }}>{connection.kind === 'connecting' ? 'Connecting to the host' : 'Host lost'}</StateMark>
      </span>
    );
  const store = connection.hello.store ?? '';
  return (
    <span
      className={classes['item']}
      title={`${store}\nprocess ${connection.hello.pid ?? 'unknown'}, Longlines ${connection.hello.program}`}
    >
      {network === 'practice' ? 'Practice store' : 'Store'} <b className="ellipsis">{store.slice(store.search(/[^/\\]*$/))}</b>
    </span>
  );
}

/** Orders that wait for a route, and circuit orders that wait for an identifier. */
function Waiting() {
  const status = useRow('status', 'status');
  const waiting = status && (status.orders['planned'] ?? 0) + status.paths.waiting.reduce((sum, { count }) => sum + count, 0);
  return (
    <a className={classes['item']} href={addressOf('orders', [], { show: 'waiting' })}>
      Waiting <b>{waiting === undefined ? '–' : formatCount(waiting)}</b>
    </a>
  );
}

const told = ['critical', 'major', 'minor'] as const satisfies readonly Severity[];

function Impairments() {
  const impairments = useRows('impairments').filter(({ clearedAtMs }) => clearedAtMs === null);
  const counts = told.map((severity) => [severity, impairments.filter((each) => each.severity === severity).length] as const);
  const some = counts.filter(([, count]) => count > 0);
  return (
    <a className={classes['item']} href={addressOf('recovery')}>
      {some.length === 0 ? (
        <>
          <MarkShape mark={{ shape: 'circle' }} /> Impairments <b>{impairments.length}</b>
        </>
      ) : (
        <>
          <span className="visually-hidden">Impairments: </span>
          {some.map(([severity, count]) => (
            <StateMark key={severity} mark={{ severity }} title={`${count} ${severity}`}>
              <span>
                {count} <span className="visually-hidden">{severity}</span>
              </span>
            </StateMark>
          ))}
        </>
      )}
    </a>
  );
}

function Clock() {
  const now = useNow();
  return (
    <span className={classes['item']}>
      <b>
        <UtcTime atMs={now} />
      </b>
      UTC <span className={classes['date']}>{dateWords(now)}</span>
    </span>
  );
}

const dateWords = (atMs: number): string =>
  new Date(atMs).toLocaleDateString('en-GB', { weekday: 'short', day: '2-digit', month: 'short', timeZone: 'UTC' }).replace(',', '');
