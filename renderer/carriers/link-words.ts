import type { LinkRow } from '../../core/contract/links';
import type { CarrierShown } from '../../core/contract/shapes';
import { daysLeft, type CertificateOwner, type Expiry } from '../../core/model/certificate';
import { formatDuration } from '../ui/numbers';
import { linkMarks, type Mark } from '../ui/severity';

/** Longer than this without a word from the manager is told, although nobody said that the link is down. */
export const silentMs = 5 * 60_000;

/** How a link stands, in a word, with its mark. `isHostUp` false: nobody knows. */
export function linkState(
  carrier: Pick<CarrierShown, 'link' | 'hold'>,
  link: Pick<LinkRow, 'heardAtMs'> | undefined,
  nowMs: number,
  isHostUp = true,
): { readonly word: string; readonly mark: Mark } {
  if (!isHostUp) return { word: 'unknown', mark: { severity: 'indeterminate' } };
  if (carrier.hold?.kind === 'disconnected') return { word: 'disconnected', mark: { severity: 'minor' } };
  if (carrier.link === 'file') return { word: 'file', mark: linkMarks.file };
  if (carrier.link === 'down') return { word: 'down', mark: linkMarks.down };
  const heardAtMs = link?.heardAtMs ?? null;
  if (heardAtMs !== null && nowMs - heardAtMs > silentMs)
    return { word: `silent ${formatDuration(nowMs - heardAtMs)}`, mark: { severity: 'minor' } };
  if (carrier.hold?.kind === 'paused') return { word: 'paused', mark: { severity: 'minor' } };
  return { word: 'up', mark: linkMarks.up };
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
