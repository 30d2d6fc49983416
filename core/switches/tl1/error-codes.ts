import type { SwitchRefusal } from '../creation-system';
import { fieldsOf, readTextBlock } from './text-block';

/** The error codes of GR-831 that matter here, in words. */
const meanings: Readonly<Record<string, string>> = {
  ICNV: 'the switch does not know this command',
  IICM: 'invalid modifier of the command',
  IICT: 'invalid correlation tag',
  IIAC: 'invalid access identifier',
  IITA: 'another target identifier than the switch’s: check its TID in the settings',
  IISP: 'invalid punctuation',
  IPNV: 'a parameter is not valid',
  IPMS: 'a parameter is missing',
  IPEX: 'an extra parameter',
  IDNV: 'data not valid',
  IDRG: 'data out of range',
  PICC: 'illegal command code for this user',
  PIUI: 'the user is not known, or this is not the password',
  PIUC: 'this user may not do it',
  PLNA: 'the log-in is not active',
  SARB: 'all resources are busy',
  SSRE: 'the switch lacks a resource',
  SDNR: 'the switch’s data are not ready',
  SROF: 'the operation failed at the switch',
  SNVS: 'not possible in the present state',
  IEAE: 'it exists already',
  IENE: 'it does not exist',
};

/** Not now: to be tried again, with backoff. `RL` stands for the acknowledgement. */
const busyCodes: ReadonlySet<string> = new Set(['SARB', 'SSRE', 'SDNR', 'RL']);

/** All of the problems are such that it is to be tried again later. */
export const isBusy = (codes: readonly string[]): boolean => codes.length > 0 && codes.every((code) => busyCodes.has(code));

/** The error codes in an answer, in order: `   IEAE`, `NTVCL-3-100:ERRCDE=IEAE`, `"NTVCL-3-100:IEAE"`. */
export function errorCodesIn(text: string): readonly string[] {
  return readTextBlock(text).lines.flatMap((line) => {
    const named = /\bERRCDE=([A-Z]{4})\b/.exec(line)?.[1];
    if (named !== undefined) return [named];
    const fields = fieldsOf(line, ':');
    const code = fields.length === 1 ? /^([A-Z]{4})(?:$|[\s,])/.exec(fields[0] ?? '')?.[1] : undefined;
    return code ?? fields.slice(1).find((field) => field in meanings) ?? [];
  });
}

const maxWords = 400;

/** The switch's own words: what it says in comments and lines, shortened, else what the code means. */
export function refusalOf(completion: string, text: string, hide: (text: string) => string): SwitchRefusal {
  const codes = errorCodesIn(text);
  const code = codes.find((each) => each !== 'IEAE' && each !== 'IENE') ?? codes[0] ?? completion;
  const { lines, comments } = readTextBlock(text);
  // A comment may repeat our command: that says nothing.
  const said = [...comments.filter((comment) => !/^[A-Z]{2,8}-[A-Z-]+:/.test(comment)), ...lines.filter((line) => line !== code)].join(
    '; ',
  );
  const meaning = meanings[code];
  const words = said === '' ? (meaning ?? 'no reason given') : meaning === undefined ? said : `${meaning} (${said})`;
  // Hidden before it is shortened: half a secret would not be found.
  const shown = hide(words);
  return { code: hide(code), message: shown.length > maxWords ? `${shown.slice(0, maxWords)}…` : shown };
}
