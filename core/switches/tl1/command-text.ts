/** `VERB-MOD1[-MOD2]:[TID]:[AID]:[CTAG]:[general]:[parameters]:[named]:[state];` (GR-831). */
export interface Tl1Command {
  readonly verb: string;
  /** Empty: none. */
  readonly aid?: string;
  /** The positional parameters, such as a password. */
  readonly parameters?: string;
  /** The primary state, such as `IS`. */
  readonly state?: string;
}

/** Strictly as GR-831 wants it; blocks at the end that are empty are left away. */
export function commandText({ verb, aid = '', parameters = '', state = '' }: Tl1Command, tid: string, ctag: string): string {
  const tail = state !== '' ? `::${parameters}::${state}` : parameters !== '' ? `::${parameters}` : '';
  return `${verb}:${word(tid)}:${aid}:${ctag}${tail};`;
}

/** A value that is not a plain word stands in quotes, with its quotes and backslashes escaped. Line breaks and the like cannot be sent. */
export function word(value: string): string {
  return /^[A-Za-z0-9._%+!$*-]*$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
