import type { SwitchAlarm } from '../creation-system';
import type { CorrelationTags } from './correlation-tags';
import type { AutonomousMessage } from './messages';
import { fieldsOf, readTextBlock, unquoted } from './text-block';

/** By the notification code (GR-833 §3.2). */
const severities: Readonly<Record<string, SwitchAlarm['severity']>> = {
  CR: 'critical',
  MJ: 'major',
  MN: 'minor',
  CL: 'cleared',
  NA: 'event',
  NR: 'event',
  TC: 'event',
};

const maxText = 400;

/** `hide` takes out what is secret. The alarms and events of `REPT ALM` and `REPT EVT`: `"aid:ntfcncde,condtype,srveff,…:\"text\""`; an event may do without the code. */
export function alarmsOf({ verb, text }: AutonomousMessage, hide: (text: string) => string): readonly SwitchAlarm[] {
  if (!/^REPT[ -](ALM|EVT)\b/.test(verb)) return [];
  return readTextBlock(text).lines.flatMap((line) => {
    const [aid = '', values = '', ...rest] = fieldsOf(line, ':');
    const [first = '', second = ''] = fieldsOf(values, ',');
    const severity = severities[first.toUpperCase()];
    const condition = severity === undefined ? first : second;
    if (condition === '') return [];
    const words = unquoted(rest.findLast((field) => field !== '') ?? '');
    const shown = (value: string): string => hide(value).slice(0, maxText);
    return [{ severity: severity ?? 'event', aid: shown(aid.split(',')[0] ?? aid), condition: shown(condition), text: shown(words) }];
  });
}

/**
 * Why what the switch holds is to be read again; null: it is not. A change of its database that a command of ours made is known already,
 * unless no one waited for that command's answer any more.
 */
export function changeIn({ verb, text }: AutonomousMessage, user: string, tags: CorrelationTags): string | null {
  if (/^REPT[ -]INIT/.test(verb)) return 'the switch was initialised';
  if (!/^REPT[ -]DBCHG\b/.test(verb)) return null;
  const source = /\bSOURCE=([^,:"]*)/i.exec(text)?.[1] ?? '';
  const by = unquoted(/\bUSERID=([^,:]*)/i.exec(text)?.[1] ?? '');
  const isOurs = tags.ownerOf(source) === 'ours' && (by === '' || by.toLowerCase() === user.toLowerCase());
  return isOurs ? null : `the switch says that its circuits were changed${by === '' ? '' : ` by ${by}`}`;
}

/** Messages that a switch sends by itself are numbered; what is missing was lost. */
export interface NumberWatch {
  /** Why something may have been missed; null: nothing was. */
  note(atag: number | null): string | null;
}

export function createNumberWatch(): NumberWatch {
  let last: number | null = null;
  return {
    note(atag) {
      const before = last;
      if (atag === null) return null;
      last = atag;
      // The same again is another part, or a repeat.
      if (before === null || atag === before || atag === before + 1) return null;
      return atag < before
        ? `the switch numbers its messages anew (${atag} after ${before})`
        : `messages of the switch were missed (${atag} after ${before})`;
    },
  };
}
