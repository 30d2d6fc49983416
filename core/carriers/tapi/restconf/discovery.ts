import { XMLParser } from 'fast-xml-parser';
import { clip, entries, isObject, leaf, member, memberAt, parseJson } from '../json';
import type { Json } from '../json';
import { wordsOf } from './answer';
import type { RestconfClient } from './client';

export type RootOutcome = { readonly kind: 'root'; readonly path: string } | { readonly kind: 'failed'; readonly reason: string };
/** `doubt`: the version could not be checked, with the reason. */
export type VersionOutcome =
  { readonly kind: 'supported'; readonly doubt: string | null } | { readonly kind: 'failed'; readonly reason: string };

/** Finds the RESTCONF root by host-meta (RFC 8040 §3.1); nothing is assumed of its name. */
export async function discoverRoot(client: RestconfClient): Promise<RootOutcome> {
  const answer = await client.text('/.well-known/host-meta', 'application/xrd+xml');
  if (answer.kind === 'failed') return answer;
  if (answer.kind === 'refused') {
    if ([400, 401, 403].includes(answer.status)) {
      return failed(
        `the manager probably refused our certificate (it answered ${wordsOf(answer)}): check that the carrier has registered it and trusts the authority that issued it`,
      );
    }
    if (answer.status >= 300 && answer.status < 400)
      return failed(`the manager redirects us elsewhere (HTTP ${answer.status}): enter the address of the manager itself`);
    return failed(
      `the manager does not say where its RESTCONF root is (/.well-known/host-meta: ${wordsOf(answer)}): check the address; the carrier has to offer RFC 8040 §3.1`,
    );
  }
  const href = hrefIn(answer.text);
  if (href === null)
    return failed('/.well-known/host-meta names no restconf link: check the address; the carrier has to offer RFC 8040 §3.1');
  const root = URL.canParse(href, client.origin) ? new URL(href, client.origin) : null;
  if (!root || root.origin !== client.origin)
    return failed(
      `/.well-known/host-meta points to another server (${clip(href, 100)}): not followed; enter the address of that server if the carrier confirms it`,
    );
  return { kind: 'root', path: root.pathname.replace(/\/+$/, '') };
}

/** Checks that the server lists TAPI 2.5.0 in its YANG library (RFC 8525, or RFC 7895). One that cannot be read is a doubt, not a failure. */
export async function checkVersion(client: RestconfClient, root: string): Promise<VersionOutcome> {
  let doubt = '';
  for (const library of ['ietf-yang-library:yang-library', 'ietf-yang-library:modules-state']) {
    const answer = await client.request({ method: 'GET', path: `${root}/data/${library}` });
    if (answer.kind === 'answered') {
      const revisions = commonRevisions(answer.json);
      if (revisions.includes(supportedRevision)) return { kind: 'supported', doubt: null };
      if (revisions.length > 0)
        return failed(
          `the manager speaks no TAPI that we do: it lists ${listed(revisions.map(versionOf))}, we need 2.5.0: ask the carrier for an interface of that version`,
        );
      doubt = 'its YANG library does not list tapi-common';
    } else if (answer.kind !== 'unchanged') doubt ||= wordsOf(answer);
    if (answer.kind === 'failed') break;
  }
  return {
    kind: 'supported',
    doubt: `whether the manager speaks TAPI 2.5.0 could not be checked (${doubt}): ask the carrier, if what it reports looks wrong`,
  };
}

/** `tapi-common`'s revisions in a library document, in whichever of its shapes. */
function commonRevisions(library: Json | undefined): readonly string[] {
  const content = member(library, 'yang-library') ?? member(library, 'modules-state');
  const sets = [...entries(member(content, 'module-set')), ...(isObject(content) ? [content] : [])];
  const modules = sets.flatMap((set) => [...entries(member(set, 'module')), ...entries(member(set, 'import-only-module'))]);
  return modules.flatMap((module) => (leaf(member(module, 'name')) === 'tapi-common' ? (leaf(member(module, 'revision')) ?? []) : []));
}

/** Each once, the first few of them. */
function listed(versionNames: readonly string[]): string {
  const [...different] = new Set(versionNames);
  return different.length > 5 ? `${different.slice(0, 5).join(', ')} and ${different.length - 5} more` : different.join(', ');
}

const versionOf = (revision: string): string =>
  Object.hasOwn(versions, revision) ? `TAPI ${versions[revision] ?? ''}` : `tapi-common of ${clip(revision, 20)}`;

const supportedRevision = '2023-10-10';
const versions: Readonly<Record<string, string>> = {
  '2023-03-21': '2.4.1',
  '2022-12-22': '2.4.0',
  '2022-11-21': '2.4.0-RC1',
  '2021-09-24': '2.3.1',
  '2021-08-04': '2.3',
  '2020-04-23': '2.1.3',
  '2019-07-16': '2.1.2',
  '2018-12-10': '2.1.1',
};

function hrefIn(text: string): string | null {
  const links = text.trimStart().startsWith('{') ? jsonLinks(text) : xmlLinks(text);
  return leaf(
    member(
      links.find((link) => leaf(member(link, 'rel')) === 'restconf'),
      'href',
    ),
  );
}

function jsonLinks(text: string): readonly Json[] {
  const parsed = parseJson(text);
  return parsed.kind === 'json' ? entries(member(parsed.value, 'links')) : [];
}

function xmlLinks(text: string): readonly Json[] {
  // Entities are not expanded: a hostile document cannot grow.
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    processEntities: false,
    parseAttributeValue: false,
  });
  try {
    return entries(memberAt(parser.parse(text) as Json, 'XRD', 'Link'));
  } catch {
    return [];
  }
}

const failed = (reason: string): { readonly kind: 'failed'; readonly reason: string } => ({ kind: 'failed', reason });
