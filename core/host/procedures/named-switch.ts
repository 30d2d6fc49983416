import type { Host } from '../create-host';

export type NamedSwitch<Known> =
  { readonly kind: 'found'; readonly known: Known } | { readonly kind: 'not-found' | 'refused'; readonly message: string };

/** A switch by its id, or by its name where only one has that: names are what operators know, and may repeat. */
export async function namedSwitch(host: Host, asked: string): Promise<NamedSwitch<Awaited<ReturnType<Host['switches']>>[number]>> {
  const switches = await host.switches();
  const called = switches.filter(({ name }) => name.toLowerCase() === asked.toLowerCase());
  const found = switches.find(({ id }) => id === asked) ?? (called.length === 1 ? called[0] : undefined);
  if (found) return { kind: 'found', known: found };
  if (called.length > 1)
    return {
      kind: 'refused',
      message: `${called.length} switches are called "${asked}": name one by its id, ${called.map(({ id }) => id).join(', ')}`,
    };
  return { kind: 'not-found', message: unknownSwitch(asked, switches) };
}

export const unknownSwitch = (switchId: string, known: readonly { readonly id: string }[]): string =>
  `switch ${switchId} is not known; ${known.length > 0 ? `known are ${known.map(({ id }) => id).join(', ')}` : 'none is: "switches add" adds one'}`;
