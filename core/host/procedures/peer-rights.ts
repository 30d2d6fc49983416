import { z } from 'zod';
import type { Answer } from '../../contract/procedure';
import { procedures, type ProcedureName } from '../../contract/procedures';
import { rightOf, whyNamesNoFiles, whyNot, type Peer } from '../../contract/roles';
import { failed } from './serving';

/** Why a peer may not ask for this; null: it may. Said before its input is looked at. */
export function refusalOf(peer: Peer, name: ProcedureName): Answer<never> | null {
  const why = whyNot(peer, rightOf[name]) ?? whyNamesNoFiles(peer, name);
  return why === null ? null : failed('refused', why);
}

/** Who stands in the history for what a peer does: its account, and beside it the name that a user of this machine acts under. */
export const actorOf = ({ account, kind }: Peer, named: string | undefined): string =>
  kind === 'account' || named === undefined || named === account ? account : `${named} (by ${account})`;

/** Checked input, with whoever the peer is in the place of whomever it says that it is. */
export function inTheNameOf(peer: Peer, name: ProcedureName, input: unknown): unknown {
  const { input: schema } = procedures[name];
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, 'by')) return input;
  const given = input as { readonly by?: string };
  return { ...given, by: actorOf(peer, given.by) };
}
