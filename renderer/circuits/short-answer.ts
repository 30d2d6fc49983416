import type { BulkRequest } from '../../core/model/virtual-path';

/** How the host tells what a request came to, before the switch's own words. */
const summary = /^[\d–, ]+ (?:of [\d–]+ )?are (?:there|missing)(?:: ([\s\S]*))?$/;
const command = /^[A-Z]+-[A-Z]+ [\d–, ]+: /;
const heldToo = /; of [\d–]+ the switch holds [^;]*$/;

/** The answer in the room of a cell: what came of it first, then the switch's words without what the other columns say. */
export function shortAnswer({ answer, range, held, state }: Pick<BulkRequest, 'answer' | 'range' | 'held' | 'state'>): string {
  const match = summary.exec(answer);
  if (!match) return answer;
  const words = (match[1] ?? '').replace(heldToo, '').split('; ');
  const outcomes = new Set(words.map((each) => each.replace(command, '')));
  const said = outcomes.size === 1 ? [...outcomes].join('') : words.join('; ');
  const asked = range.last - range.first + 1;
  const made = state === 'succeeded' ? asked : held.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const created = made === asked ? `${asked} created` : made === 0 ? `none of ${asked} created` : `${made} of ${asked} created`;
  return said === '' ? created : `${created}: ${said}`;
}
