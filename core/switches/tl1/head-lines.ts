import type { Acknowledgement, AutonomousMessage, MessageHead } from './messages';

/** Longer lines are not read as one of these, so that reading one takes bounded time. */
export const maxHeadLine = 512;

const header = /^\s*("[^"]*"|[^\s"]\S*)\s+\d{2,4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2}\S*)?\s*$/;
const acknowledgement = /^\s*(IP|PF|OK|RL)(?:\s+(\S{1,20}))?\s*$/;
const response = /^\s*(?:M\s+)?(\S{1,20})\s+(COMPLD|DENY|PRTL|DELAY|RTRV)(?:\s.*)?$/;
const responseWithoutTag = /^\s*M\s+(COMPLD|DENY|PRTL|DELAY|RTRV)(?:\s.*)?$/;
const autonomous = /^\s*(\*C|\*\*|\*|A{1,2})\s*(?:(\d{1,10})(?:\.\d{1,10})?\s+)?([A-Z]{3,8}(?:[ -].*)?)$/;

/** `   NE1 26-11-22 10:24:35`: the element's name; null: the line is none that begins a message. */
export const readHeader = (line: string): string | null => header.exec(line)?.[1]?.replaceAll('"', '') ?? null;

export function readAcknowledgement(line: string): Acknowledgement | null {
  const [, code, ctag] = acknowledgement.exec(line) ?? [];
  return code === undefined ? null : { kind: 'acknowledgement', code: code as Acknowledgement['code'], ctag: ctag ?? '' };
}

/** The line below the header: `M  C00042 COMPLD`, also without its M, or `** 1234 REPT ALM T1`. */
export function readIdentification(sid: string, line: string): MessageHead | null {
  const untagged = responseWithoutTag.exec(line);
  if (untagged?.[1] !== undefined) return { kind: 'response', sid, ctag: '', completion: untagged[1] };
  const [, ctag, completion] = response.exec(line) ?? [];
  if (ctag !== undefined && completion !== undefined) return { kind: 'response', sid, ctag, completion };
  const [, code, atag, verb] = autonomous.exec(line) ?? [];
  if (code === undefined || verb === undefined) return null;
  const alarmCode = (code.startsWith('A') ? 'A' : code) as AutonomousMessage['alarmCode'];
  return { kind: 'autonomous', sid, alarmCode, atag: atag === undefined ? null : Number(atag), verb: verb.trim() };
}
