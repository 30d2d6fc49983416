/** `address`: where a window goes, as `#/orders/ORD-7`; `refused`: why it goes nowhere. */
export type DeepLink = { readonly kind: 'address'; readonly to: string } | { readonly kind: 'refused'; readonly message: string };

export const deepLinkScheme = 'longlines';

/** In the order of the console's rail. */
export const deepLinkScreens = ['network', 'orders', 'circuits', 'recovery', 'carriers', 'history'] as const;

/** Screens, which need nothing more, and things, each with its id: no other form is followed. */
const screens: ReadonlySet<string> = new Set(deepLinkScreens);
const things: Readonly<Record<string, (id: string) => string>> = {
  order: (id) => `#/orders/${id}`,
  path: (id) => `#/circuits/${id}`,
  impairment: (id) => `#/recovery/${id}`,
  carrier: (id) => `#/carriers/${id}`,
  site: (id) => `#/network?site=${id}`,
  node: (id) => `#/network?node=${id}`,
  resource: (id) => `#/network?resource=${id}`,
};

const longestLink = 300;
/** As ids and names of carriers, sites and orders are written; nothing that is not seen. */
const idPattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._:#/()-]{0,99}$/u;

/** Reads a link that came from outside: from a browser, a ticket, a chat. It only ever shows something. */
export function readDeepLink(link: string): DeepLink {
  const refused = (why: string): DeepLink => ({
    kind: 'refused',
    message: `${shown(link)} is not followed: ${why}. A link is written ${deepLinkScheme}://order/ORD-7, or ${deepLinkScheme}://orders`,
  });
  if (link.length > longestLink) return refused(`it is longer than ${longestLink} characters`);
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return refused('it is no address');
  }
  if (url.protocol !== `${deepLinkScheme}:`) return refused(`it does not begin with ${deepLinkScheme}://`);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '' || url.port !== '')
    return refused('it says more than a thing and its id');
  // Before the address was put in order: what has more than a thing and an id is no slip of the pen.
  if (link.split('/').length > 4) return refused('it says more than a thing and its id');
  const thing = url.hostname;
  const path = url.pathname.replace(/^\//, '');
  if (screens.has(thing))
    return path === '' ? { kind: 'address', to: `#/${thing}` } : refused(`the screen ${thing} has no "${shown(path)}"`);
  const addressOf = Object.hasOwn(things, thing) ? things[thing] : undefined;
  if (!addressOf) return refused(`"${shown(thing)}" is nothing that a link can name`);
  let id: string;
  try {
    id = decodeURIComponent(path);
  } catch {
    return refused('its id cannot be read');
  }
  return idPattern.test(id) ? { kind: 'address', to: addressOf(encodeURIComponent(id)) } : refused(`"${shown(id)}" is no id`);
}

/** The link among the words that a process was started with. */
export const deepLinkAmong = (words: readonly string[]): string | undefined => words.find((word) => word.startsWith(`${deepLinkScheme}:`));

/** What came from outside goes into a dialog: short, and without what is not seen. */
const shown = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '·').slice(0, 80);
