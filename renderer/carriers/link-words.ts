import type { LinkRow } from '../../core/contract/links';
import type { CarrierShown } from '../../core/contract/shapes';
import { daysLeft, type CertificateOwner, type Expiry } from '../../core/model/certificate';
import { counted, formatRough } from '../ui/numbers';
import { linkMarks, type Mark } from '../ui/severity';

/** Longer than this without a word from the manager is told, although nobody said that the link is down. */
export const silentMs = 5 * 60_000;

export interface LinkStanding {
  readonly word: string;
  readonly mark: Mark;
  /** Since when it stands so, milliseconds since the epoch; null: nobody knows. */
  readonly sinceMs: number | null;
}

/** How a link stands, in a word, with its mark, and since when it does. `isHostUp` false: nobody knows. */
export function linkState(
  carrier: Pick<CarrierShown, 'link' | 'hold' | 'sinceMs'>,
  link: Pick<LinkRow, 'heardAtMs'> | undefined,
  nowMs: number,
  isHostUp = true,
): LinkStanding {
  const { hold, sinceMs } = carrier;
  if (!isHostUp) return { word: 'unknown', mark: { severity: 'indeterminate' }, sinceMs: null };
  if (hold?.kind === 'disconnected') return { word: 'disconnected', mark: { severity: 'minor' }, sinceMs: hold.sinceMs };
  if (carrier.link === 'file') return { word: 'file', mark: linkMarks.file, sinceMs };
  if (carrier.link === 'down') return { word: 'down', mark: linkMarks.down, sinceMs };
  const heardAtMs = link?.heardAtMs ?? null;
  if (heardAtMs !== null && nowMs - heardAtMs > silentMs)
    return { word: `silent ${formatRough(nowMs - heardAtMs)}`, mark: { severity: 'minor' }, sinceMs: heardAtMs };
  if (hold?.kind === 'paused') return { word: 'paused', mark: { severity: 'minor' }, sinceMs: hold.sinceMs };
  return { word: 'up', mark: linkMarks.up, sinceMs };
}

/**
 * How all links stand, in words that can be added up: `5 dedicated links, 4 up, 1 paused`, `2 dedicated links, all up`. Of carriers from files there is
 * no link; of what is not up each is counted once, as its row says it.
 */
export function linksWords(standings: readonly Pick<LinkStanding, 'word'>[]): string {
  const words = standings.map(({ word }) => word.split(' ')[0] ?? word);
  const count = (of: string): number => words.filter((word) => word === of).length;
  const [linked, files] = [words.length - count('file'), count('file')];
  const others = ['down', 'disconnected', 'silent', 'paused', 'unknown'].filter((word) => count(word) > 0);
  const up = count('up');
  return [
    counted(linked, 'dedicated link'),
    ...(linked === 0 ? [] : others.length === 0 ? ['all up'] : up === 0 ? [] : [`${up} up`]),
    ...others.map((word) => `${count(word)} ${word}`),
    ...(files === 0 ? [] : [`${files} from files`]),
  ].join(', ');
}

export const expiryMarks: Readonly<Record<Expiry, Mark>> = {
  expired: { severity: 'critical' },
  urgent: { severity: 'major' },
  due: { severity: 'minor' },
  fine: { shape: 'dot' },
};

export const ownerWords: Readonly<Record<CertificateOwner, string>> = {
  ours: 'Our certificate',
  manager: 'The manager’s certificate',
  authority: 'The authority that is trusted',
};

/** `9 d`, `expired 3 d ago`. */
export function daysWords(certificate: { readonly validToMs: number }, nowMs: number): string {
  const days = daysLeft(certificate, nowMs);
  if (days >= 0) return `${days} d`;
  return `expired ${-days} d ago`;
}

export function noticeWords({ notices, gaps }: Pick<LinkRow, 'notices' | 'gaps'>): string {
  if (notices === null) return '–';
  if (notices === 'polled') return 'polled';
  const way = notices === 'sse' ? 'SSE' : 'WebSocket';
  if (gaps > 0) return `${way}, ${gaps === 1 ? '1 gap' : `${gaps} gaps`}`;
  return notices === 'sse' ? `${way}, contiguous` : way;
}
