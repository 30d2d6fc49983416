import { XMLParser } from 'fast-xml-parser';
import { clip, entries, isObject, leaf, member, memberAt, parseJson } from '../json';
import type { Json } from '../json';
import type { CarrierMapping } from '../../mapping';
import { dialectByDocument, dialectByRevisions, dialects } from '../versions/choose';
import type { ChosenDialect } from '../versions/choose';
import { wordsOf } from './answer';
import type { RestconfClient } from './client';
import { refusedOurs } from './failure';

/** `isAnswered`: over HTTP, so it let us in. */
interface NoRoot {
  readonly kind: 'failed';
  readonly reason: string;
  readonly isAnswered: boolean;
}

type RootOutcome = { readonly kind: 'root'; readonly path: string } | NoRoot;

export type Discovery = ({ readonly kind: 'found'; readonly root: string } & ChosenDialect) | NoRoot;

/** What a manager is asked before all else: where its RESTCONF root is and, where the mapping table leaves that to its library, which TAPI it speaks. */
export async function discover(client: RestconfClient, tapiVersion: CarrierMapping['tapiVersion']): Promise<Discovery> {
  const root = await discoverRoot(client);
  if (root.kind === 'failed') return root;
  const chosen = tapiVersion === 'listed' ? await discoverVersion(client, root.path) : { dialect: dialects[tapiVersion], doubt: null };
  return { kind: 'found', root: root.path, ...chosen };
}

/** Finds the RESTCONF root by host-meta (RFC 8040 §3.1); nothing is assumed of its name. */
async function discoverRoot(client: RestconfClient): Promise<RootOutcome> {
  const answer = await client.text('/.well-known/host-meta', 'application/xrd+xml');
  if (answer.kind === 'failed') return { kind: 'failed', reason: answer.reason, isAnswered: false };
  if (answer.kind === 'refused') {
    if ([400, 401, 403].includes(answer.status)) {
      return failed(
        `${refusedOurs} (it answered ${wordsOf(answer)}): check that the carrier has registered it and trusts the authority that issued it`,
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

/** Which TAPI the manager speaks, by the revision that its YANG library lists (RFC 8525, or RFC 7895). One that does not say is a doubt, not a failure. */
async function discoverVersion(client: RestconfClient, root: string): Promise<ChosenDialect> {
  for (const library of ['ietf-yang-library:yang-library', 'ietf-yang-library:modules-state']) {
    const answer = await client.request({ method: 'GET', path: `${root}/data/${library}` });
    const chosen = answer.kind === 'answered' ? dialectByRevisions(commonRevisions(answer.json)) : null;
    if (chosen) return chosen;
    if (answer.kind === 'failed') break;
  }
  const ports = await client.request({ method: 'GET', path: `${root}/data/tapi-common:context/service-interface-point` });
  return dialectByDocument(ports.kind === 'answered' ? ports.json : undefined);
}

/** `tapi-common`'s revisions in a library document, in whichever of its shapes. */
function commonRevisions(library: Json | undefined): readonly string[] {
  const content = member(library, 'yang-library') ?? member(library, 'modules-state');
  const sets = [...entries(member(content, 'module-set')), ...(isObject(content) ? [content] : [])];
  const modules = sets.flatMap((set) => [...entries(member(set, 'module')), ...entries(member(set, 'import-only-module'))]);
  return modules.flatMap((module) => (leaf(member(module, 'name')) === 'tapi-common' ? (leaf(member(module, 'revision')) ?? []) : []));
}

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

const failed = (reason: string): NoRoot => ({ kind: 'failed', reason, isAnswered: true });
