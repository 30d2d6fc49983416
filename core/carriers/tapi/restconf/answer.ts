import { clip, entries, leaf, member, parseJson } from '../json';
import type { Json } from '../json';

/** What came of one request. Nothing of it throws: a network can do all of these. */
export type Answer =
  /** 2xx. `json` is undefined where the answer has no body. `doubt`: it was accepted although something about it is wrong. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly json: Json | undefined;
      readonly etag: string | null;
      readonly location: string | null;
      readonly doubt: string | null;
    }
  /** 304 to a conditional read. */
  | { readonly kind: 'unchanged' }
  /** Any other HTTP answer: an `ietf-restconf:errors` tag (RFC 8040 §7.1), or `http-<status>` where there is none, and the manager's own words. */
  | { readonly kind: 'refused'; readonly status: number; readonly tag: string; readonly message: string; readonly isStructured: boolean }
  /** No answer, or one that cannot be used. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The words of an answer that is not what was asked for. */
export const wordsOf = (answer: Exclude<Answer, { kind: 'answered' | 'unchanged' }>): string =>
  answer.kind === 'failed' ? answer.reason : `${answer.message} (${answer.tag}, HTTP ${answer.status})`;

/** Reads an answer outside 2xx. */
export function refusalOf(status: number, contentType: string, body: string): Answer {
  const parsed = /json|^$/i.test(contentType) || body.trimStart().startsWith('{') ? parseJson(body) : null;
  const errors = parsed?.kind === 'json' ? entries(member(member(parsed.value, 'errors'), 'error')) : [];
  const tag = leaf(member(errors[0], 'error-tag'));
  if (tag !== null) {
    const words = errors
      .map((error) => leaf(member(error, 'error-message')) ?? leaf(member(error, 'error-app-tag')) ?? '')
      .filter((text) => text !== '');
    return {
      kind: 'refused',
      status,
      tag: clip(tag, 60),
      message: clip(words.join('; '), 400) || 'the manager gives no reason',
      isStructured: true,
    };
  }
  const words = clip(plainText(body), 200);
  return {
    kind: 'refused',
    status,
    tag: `http-${status}`,
    message: words || `the manager answered ${status} without a reason`,
    isStructured: false,
  };
}

/** An HTML page's text; scripts, styles and tags out. */
export function plainText(body: string): string {
  return body
    .slice(0, 20_000)
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ');
}
