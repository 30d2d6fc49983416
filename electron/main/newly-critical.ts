import type { ImpairmentRow } from '../../core/contract/live';

type Row = Pick<ImpairmentRow, 'id' | 'severity' | 'subjectName' | 'text' | 'hits'>;

export interface NewlyCritical {
  /** What to say; null: nothing new is critical. */
  readonly notice: { readonly title: string; readonly body: string; readonly to: string } | null;
  /** All that are critical now. */
  readonly ids: ReadonlySet<string>;
}

const namedAtMost = 3;

/**
 * What to tell the operator who looks elsewhere; one notice, however many they are. `known`: those that were critical before; one that got better since and
 * is critical again is told of again.
 */
export function newlyCritical(rows: readonly Row[], known: ReadonlySet<string>): NewlyCritical {
  const critical = rows.filter(({ severity }) => severity === 'critical');
  const ids = new Set(critical.map(({ id }) => id));
  const fresh = critical.filter(({ id }) => !known.has(id));
  const [first] = fresh;
  if (!first) return { notice: null, ids };
  if (fresh.length === 1) {
    const hit = first.hits.length === 0 ? '' : ` · ${first.hits.length} ${first.hits.length === 1 ? 'order' : 'orders'} hit`;
    return {
      notice: { title: `Critical: ${first.subjectName}`, body: first.text + hit, to: `#/recovery/${encodeURIComponent(first.id)}` },
      ids,
    };
  }
  const named = fresh.slice(0, namedAtMost).map(({ subjectName }) => subjectName);
  const rest = fresh.length - named.length;
  const body = rest === 0 ? named.join(', ') : `${named.join(', ')} and ${rest} more`;
  return { notice: { title: `${fresh.length} critical impairments`, body, to: '#/recovery' }, ids };
}
