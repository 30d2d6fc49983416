import { daysWords, expiryMarks, linkState, ownerWords } from '../carriers/link-words';
import { useConnection, useRow, useTable } from '../client/use-client';
import { useImpairmentGroups } from '../recovery/use-impairment-groups';
import { CarrierBar } from '../ui/carrier-name';
import { formatCount, formatRelative } from '../ui/numbers';
import type { Severity } from '../ui/severity';
import { MarkShape, StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import { addressOf } from './address';
import { useShell } from './shell-context';
import classes from './status-bar.module.css';

export function StatusBar() {
  return (
    <footer className={classes['bar']} aria-label="Status">
      <Links />
      <div className={classes['end']}>
        <Host />
        <Certificates />
        <Waiting />
        <Impairments />
        <Clock />
      </div>
    </footer>
  );
}

/** Each dedicated link: while the host is lost nobody knows how it is. */
function Links() {
  const { rows: carriers, isWhole } = useTable('carriers');
  const { rows: links } = useTable('links');
  const isHostUp = useConnection().kind === 'up';
  const now = useNow();
  return (
    <div className={classes['links']}>
      {[...carriers.values()].map((carrier) => {
        const { id, name, link, sinceMs, heardAtMs, linkText } = carrier;
        const own = links.get(id);
        const { word, mark } = linkState(carrier, own, now, isHostUp);
        const heard = own?.heardAtMs ?? heardAtMs;
        const trip = own?.roundTripMs ?? null;
        const facts = [
          word === 'up' ? 'link up' : word === 'unknown' ? 'unknown while the host is lost; what you see is from before' : linkText || word,
          ...(word === 'unknown' || trip === null || link !== 'up' ? [] : [`${trip} ms there and back`]),
          ...(heard === null ? [] : [`last heard ${formatRelative(heard, now)}`]),
        ];
        return (
          <a key={id} href={addressOf('carriers', [id])} className={classes['item']} title={`${name}: ${facts.join('\n')}`}>
            <CarrierBar carrierId={id} />
            <bdi>{name}</bdi>
            <StateMark mark={mark}>
              <span>
                {word === 'down' && sinceMs !== null ? (
                  <>
                    down <Age sinceMs={sinceMs} />
                  </>
                ) : (
                  word
                )}
              </span>
            </StateMark>
          </a>
        );
      })}
      {carriers.size === 0 && (
        <span className={classes['item']}>
          <StateMark mark={{ shape: isWhole ? 'circle' : 'dotted' }}>
            {isWhole ? 'No dedicated links' : isHostUp ? 'Links are being read' : 'Links unknown'}
          </StateMark>
        </span>
      )}
    </div>
  );
}

/** Those of dedicated links that end soon, or have ended. */
function Certificates() {
  const status = useRow('status', 'status');
  const [first] = status?.certificates ?? [];
  if (!status || !first) return null;
  const now = status.atMs;
  const words = status.certificates.map((each) => `${each.carrierName}: ${ownerWords[each.whose].toLowerCase()}, ${daysWords(each, now)}`);
  return (
    <a className={classes['item']} href={addressOf('carriers', [first.carrierId])} title={words.join('\n')}>
      <StateMark mark={expiryMarks[first.expiry]}>
        <span>
          Certificates <b>{status.certificates.length}</b>
        </span>
      </StateMark>
    </a>
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

/** What is impaired now, counted as Recovery lists it: what broke together is one event. */
function Impairments() {
  const events = useImpairmentGroups();
  const counts = told.map((severity) => [severity, events.filter((each) => each.severity === severity).length] as const);
  const some = counts.filter(([, count]) => count > 0);
  return (
    <a className={classes['item']} href={addressOf('recovery')} title="Impairments by event: what broke together, as one duct, counts once">
      {some.length === 0 ? (
        <>
          <MarkShape mark={{ shape: 'circle' }} /> Impairments <b>{events.length}</b>
        </>
      ) : (
        <>
          <span aria-hidden="true">Impairments</span>
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
