import type { LinkRow } from '../../core/contract/links';
import type { CarrierShown } from '../../core/contract/shapes';
import { CarrierName } from '../ui/carrier-name';
import { formatCount, formatUtc } from '../ui/numbers';
import type { RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { Age, useNow } from '../ui/times';
import classes from './carriers-screen.module.css';
import { daysWords, expiryMarks, linkState, noticeWords, ownerWords } from './link-words';

export interface CarrierLine {
  readonly carrier: CarrierShown;
  readonly link: LinkRow | undefined;
  /** False: what is shown is from before. */
  readonly isHostUp: boolean;
}

const linkOrder = { down: 0, file: 1, up: 2 } as const;

export const linkColumns: readonly RowColumn<CarrierLine>[] = [
  {
    ...{ id: 'name', head: 'Carrier', width: 'minmax(120px, 1fr)', sortBy: ({ carrier }) => carrier.name },
    cell: ({ carrier }) => <CarrierName carrierId={carrier.id} />,
    title: ({ carrier: { name, id } }) => `${name}, ${id}`,
  },
  {
    ...{ id: 'link', head: 'Link', width: '116px', sortBy: ({ carrier }) => linkOrder[carrier.link] },
    cell: (line) => <LinkState line={line} />,
    title: ({ carrier }) => carrier.linkText,
  },
  {
    ...{ id: 'latency', head: 'Round trip', width: '84px', align: 'right', sortBy: ({ link }) => link?.roundTripMs ?? Infinity },
    cell: ({ link }) => (link?.roundTripMs == null ? <span className={classes['muted']}>–</span> : `${link.roundTripMs} ms`),
    title: ({ link }) =>
      link?.roundTripMs == null
        ? 'Not measured yet'
        : `There and back: the middle of ${link.trips.length}, the last one ${link.lastTripMs ?? 0} ms`,
  },
  {
    ...{ id: 'trips', head: 'Last 10 min', width: '104px' },
    cell: ({ link, carrier }) =>
      carrier.link === 'file' ? <span className={classes['muted']}>no link</span> : <Spark trips={link?.trips ?? []} />,
  },
  {
    ...{ id: 'protocol', head: 'Protocol', width: '88px', sortBy: ({ link }) => link?.protocol ?? '' },
    cell: ({ link }) => (link?.protocol ? link.protocol : <span className={classes['muted']}>–</span>),
  },
  {
    ...{ id: 'notices', head: 'Notices', width: '132px', sortBy: ({ link }) => link?.gaps ?? 0 },
    cell: ({ link, carrier }) => (
      <span className={classes['muted']}>{carrier.link === 'file' || !link ? 'planning only' : noticeWords(link)}</span>
    ),
  },
  {
    ...{
      id: 'expiry',
      head: 'Certificate ends in',
      width: 'minmax(132px, 0.8fr)',
      sortBy: ({ link }) => link?.certificate?.validToMs ?? Infinity,
    },
    cell: ({ link }) => <ExpiryCell link={link} />,
    title: ({ link }) => (link?.certificate ? `${ownerWords[link.certificate.whose]}, until ${formatUtc(link.certificate.validToMs)}` : ''),
  },
  {
    ...{ id: 'age', head: 'Info age', width: '84px', align: 'right', sortBy: ({ link }) => -(link?.informedAtMs ?? 0) },
    cell: ({ link, carrier }) => {
      const atMs = link?.informedAtMs ?? carrier.heardAtMs;
      return atMs === null ? 'never' : <Age sinceMs={atMs} />;
    },
    title: () => 'How things were so long ago is known',
  },
  {
    ...{ id: 'message', head: 'Last exchange', width: '104px', align: 'right', sortBy: ({ link }) => -(link?.lastMessageAtMs ?? 0) },
    cell: ({ link }) =>
      link?.lastMessageAtMs == null ? <span className={classes['muted']}>–</span> : <Age sinceMs={link.lastMessageAtMs} isRelative />,
  },
  {
    ...{ id: 'dedicates', head: 'Dedicates', width: '92px', align: 'right', sortBy: ({ carrier }) => carrier.dedicatedResources },
    cell: ({ carrier: { dedicatedResources, resources } }) => `${formatCount(dedicatedResources)} / ${formatCount(resources)}`,
    title: ({ carrier: { dedicatedResources, resources, nodes } }) =>
      `${formatCount(dedicatedResources)} of ${formatCount(resources)} resources, ${formatCount(nodes)} nodes`,
  },
  {
    ...{ id: 'recovery', head: 'Recovery', width: '92px', sortBy: ({ carrier }) => (carrier.recoveryPausedBy === null ? 1 : 0) },
    cell: ({ carrier }) => (carrier.recoveryPausedBy === null ? 'automatic' : <StateMark mark={{ severity: 'minor' }}>paused</StateMark>),
    title: ({ carrier }) => carrier.recoveryPausedBy ?? 'connections are moved automatically where it breaks',
  },
  {
    ...{ id: 'doubts', head: 'Doubts', width: '64px', align: 'right', sortBy: ({ carrier }) => carrier.warnings.length },
    cell: ({ carrier: { warnings } }) =>
      warnings.length === 0 ? '–' : <StateMark mark={{ severity: 'warning' }}>{warnings.length}</StateMark>,
    title: ({ carrier }) => carrier.warnings.join('\n'),
  },
  {
    ...{ id: 'manager', head: 'Manager', width: 'minmax(100px, 1fr)' },
    cell: ({ link, carrier }) => (
      <span className={`mono ${classes['muted'] ?? ''}`}>{link?.url ? hostOf(link.url) : carrier.linkText}</span>
    ),
    title: ({ link, carrier }) => (link?.url ? link.url : carrier.linkText),
  },
];

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

function LinkState({ line: { carrier, link, isHostUp } }: { readonly line: CarrierLine }) {
  const { word, mark, sinceMs } = linkState(carrier, link, useNow(), isHostUp);
  return (
    <StateMark mark={mark}>
      {word}
      {(word === 'down' || word === 'paused' || word === 'disconnected') && sinceMs !== null && (
        <>
          {' '}
          <Age sinceMs={sinceMs} />
        </>
      )}
    </StateMark>
  );
}

/** What is left of the certificate that ends first, of the time that it is valid for. */
function ExpiryCell({ link }: { readonly link: LinkRow | undefined }) {
  const now = useNow();
  const certificate = link?.certificate;
  if (!certificate) return <span className={classes['muted']}>–</span>;
  const { validFromMs, validToMs, expiry } = certificate;
  const share = Math.max(0, Math.min(1, (validToMs - now) / Math.max(1, validToMs - validFromMs)));
  return (
    <span className={classes['expiry']}>
      <span className={classes['track']} data-expiry={expiry} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className={classes['days']}>
        {expiry === 'fine' ? daysWords(certificate, now) : <StateMark mark={expiryMarks[expiry]}>{daysWords(certificate, now)}</StateMark>}
      </span>
    </span>
  );
}

const [sparkWidth, sparkHeight] = [88, 18];

/** Round trips, from the slowest of them down to nothing. */
function Spark({ trips }: { readonly trips: readonly number[] }) {
  if (trips.length < 2) return <span className={classes['muted']}>–</span>;
  const most = Math.max(...trips, 1);
  const points = trips.map((ms, index) => {
    const x = (index / (trips.length - 1)) * sparkWidth;
    return `${x.toFixed(1)},${(sparkHeight - 3 - (ms / most) * (sparkHeight - 6)).toFixed(1)}`;
  });
  return (
    <svg
      className={classes['spark']}
      width={sparkWidth}
      height={sparkHeight}
      viewBox={`0 0 ${sparkWidth} ${sparkHeight}`}
      role="img"
      aria-label={`Round trips of the last ten minutes, ${Math.min(...trips)} to ${most} ms`}
    >
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.1" />
    </svg>
  );
}
