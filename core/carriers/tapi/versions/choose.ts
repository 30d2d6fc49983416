import { clip } from '../json';
import type { Json } from '../json';
import type { Dialect, TapiVersion } from './dialect';
import { dialect213 } from './v2-1-3';
import { dialect250 } from './v2-5-0';

/** The version to speak with a manager, or to read a file in. `doubt` says why it may be the wrong one, and what to do about it. */
export interface ChosenDialect {
  readonly dialect: Dialect;
  readonly doubt: string | null;
}

export const dialects: Readonly<Record<TapiVersion, Dialect>> = { '2.1.3': dialect213, '2.5.0': dialect250 };

/** By the revisions of `tapi-common` in a YANG library: the newest that we speak, else the nearest in time. null: it lists none. */
export function dialectByRevisions(revisions: readonly string[]): ChosenDialect | null {
  const spoken = [dialect250, dialect213].find(({ version }) => revisions.some((revision) => versionsByRevision.get(revision) === version));
  if (spoken) return { dialect: spoken, doubt: null };
  const latest = revisions.reduce((late, revision) => (revision > late ? revision : late), '');
  if (latest === '') return null;
  const dialect = latest < halfway ? dialect213 : dialect250;
  return {
    dialect,
    doubt: `the manager lists ${listed(revisions.map(wordsFor))}, which we do not speak: taken for TAPI ${dialect.version}, the nearest that we do; ${remedy}`,
  };
}

/** By what a document of the manager looks like, where no revisions are listed. */
export function dialectByDocument(document: Json | undefined): ChosenDialect {
  const text = JSON.stringify(document ?? null);
  const hint = hints.find(({ mark }) => mark.test(text));
  const dialect = hint?.dialect ?? dialect250;
  const why = hint ? `what it sends looks like that (${hint.words})` : 'nothing that it sends says which';
  return { dialect, doubt: `the manager lists no revision of tapi-common: taken for TAPI ${dialect.version}, for ${why}; ${remedy}` };
}

const remedy = 'ask the carrier which version it is, and set tapiVersion in the mapping table if it is another';

const hints: readonly { readonly mark: RegExp; readonly dialect: Dialect; readonly words: string }[] = [
  { mark: /CAPACITY_UNIT_/, dialect: dialect250, words: 'capacity units with a prefix' },
  { mark: /"supported-cep-layer-protocol-qualifier-instances"/, dialect: dialect250, words: 'numbers of instances per qualifier' },
  { mark: /"supported-(cep-)?layer-protocol-qualifier"/, dialect: dialect213, words: 'plain lists of qualifiers' },
  { mark: /"unit":"[KMGT]BPS"/, dialect: dialect213, words: 'capacity units without a prefix' },
];

/** Revisions of the module tapi-common. */
const versionsByRevision = new Map([
  ['2023-10-10', '2.5.0'],
  ['2023-03-21', '2.4.1'],
  ['2022-12-22', '2.4.0'],
  ['2022-11-21', '2.4.0-RC1'],
  ['2021-09-24', '2.3.1'],
  ['2021-08-04', '2.3'],
  ['2020-04-23', '2.1.3'],
  ['2019-07-16', '2.1.2'],
  ['2018-12-10', '2.1.1'],
]);

/** Between the two that we speak; dates of this form are ordered as text. */
const halfway = '2022-01-15';

function wordsFor(revision: string): string {
  const version = versionsByRevision.get(revision);
  return version === undefined ? `tapi-common of ${clip(revision, 20)}` : `TAPI ${version}`;
}

/** Each once, the first few of them. */
function listed(words: readonly string[]): string {
  const [...different] = new Set(words);
  return different.length > 5 ? `${different.slice(0, 5).join(', ')} and ${different.length - 5} more` : different.join(', ');
}
