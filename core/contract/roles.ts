import { hasRole, type Role } from '../model/role';
import type { ProcedureName } from './procedures';

/**
 * `user`: whoever started the host, over its local socket, in its desktop's window or with the token of this launch; `account`: signed in with an account.
 */
export const peerKinds = ['user', 'account'] as const;

/** Whom the host takes a peer to be, by the way on which it came; what it says of itself changes nothing of it. */
export interface Peer {
  /** The operating system's user who started the host, or the account that was signed in with. */
  readonly account: string;
  readonly role: Role;
  readonly kind: (typeof peerKinds)[number];
  /** Signed in, or on another machine: no files of the host's machine may be named. */
  readonly isBeyond: boolean;
}

/** Whoever started the host: an administrator of it, as he has its files. */
export const ownUser = (account: string): Peer => ({ account, role: 'administrator', kind: 'user', isBeyond: false });

/** The least role, and what is done, after "may not". */
export type Right = { readonly role: 'viewer' } | { readonly role: Exclude<Role, 'viewer'>; readonly deed: string };

const looking: Right = { role: 'viewer' };
const operating = (deed: string): Right => ({ role: 'operator', deed });
const administering = (deed: string): Right => ({ role: 'administrator', deed });

/** What each procedure needs. */
export const rightOf: Readonly<Record<ProcedureName, Right>> = {
  status: looking,

  'connections.list': looking,

  'carriers.list': looking,
  'carriers.connect': administering('connect carriers'),
  'connecting.keep-pem': administering('connect carriers'),
  'connecting.probe': administering('connect carriers'),
  'connecting.preview': administering('connect carriers'),
  'connecting.carry-out': administering('connect carriers'),
  'carriers.resynchronise': operating('resynchronise carriers'),
  'carriers.remove': administering('remove carriers'),
  'links.messages': looking,
  'links.message': operating('read what passed over a link'),
  'links.show': looking,
  'links.hold': operating('pause or disconnect links'),
  'links.resume': operating('resume links'),
  'links.try-certificate': administering('renew certificates'),
  'links.renew-certificate': administering('renew certificates'),
  'interconnects.list': looking,
  'interconnects.confirm': operating('confirm interconnects'),
  'interconnects.reject': operating('reject interconnects'),
  'interconnects.allow': operating('allow interconnects'),
  'interconnects.part': operating('part interconnects'),
  'recovery.pause': operating('pause recovery'),
  'recovery.resume': operating('resume recovery'),
  'recovery.pauses': looking,
  'recovery.survey': looking,
  'recovery.ways': looking,
  'recovery.preview': looking,
  'recovery.carry-out': operating('move orders'),

  'inventory.list': looking,
  'inventory.preview': operating('read inventories'),
  'inventory.import': administering('import inventories'),

  'network.subject': looking,
  'network.best': looking,

  'latency.enter': operating('enter latencies'),
  'latency.withdraw': operating('take back latencies'),
  'latency.margins': looking,
  'latency.of-part': looking,
  'latency.of-order': looking,
  'latency.traces': looking,
  'latency.default': administering('set default latencies'),
  'latency.withdraw-default': administering('take back default latencies'),

  'orders.list': looking,
  'orders.check': looking,
  'orders.candidates': looking,
  'orders.submit': operating('submit orders'),
  'orders.queued': looking,
  'orders.confirm-queued': operating('send queued orders'),
  'orders.when-heard': operating('send queued orders'),
  'orders.await': looking,
  'orders.show': looking,
  'orders.over': looking,
  'orders.explain': looking,
  'orders.cancel': operating('cancel orders'),
  'orders.freeze': operating('freeze orders'),
  'orders.unfreeze': operating('unfreeze orders'),
  'orders.move': operating('move orders'),
  'orders.revert': operating('revert orders'),
  'orders.choose': operating('choose routes'),

  'impairments.list': looking,
  'impairments.show': looking,
  'impairments.report': looking,
  'impairments.handle': operating('handle impairments'),

  'what-if': looking,

  // It asks every carrier for all that it holds.
  'reconciliation.compare': operating('compare carriers with the store'),
  'reconciliation.list': looking,
  'reconciliation.settle': operating('settle discrepancies'),

  'lock-outs.list': looking,
  'lock-outs.add': operating('lock parts out'),
  'lock-outs.release': operating('release lock-outs'),

  'windows.list': looking,
  'windows.plan': operating('plan maintenance windows'),
  'windows.change': operating('change maintenance windows'),
  'windows.cancel': operating('cancel maintenance windows'),
  'windows.preview': looking,

  'switches.list': looking,
  'switches.connect': administering('connect switches'),
  'switches.compare': operating('compare switches with the store'),
  'switches.remove': administering('remove switches'),
  'paths.list': looking,
  'paths.show': looking,
  'paths.add': operating('add virtual paths'),
  'paths.change': operating('change virtual paths'),
  'paths.remove': operating('remove virtual paths'),
  'paths.retry': operating('retry bulk requests'),
  'paths.requests': looking,
  'circuits.order': operating('order circuits'),
  'circuits.check': looking,
  'circuits.release': operating('release circuits'),
  'circuits.list': looking,
  'circuits.show': looking,
  'circuits.touched-by': looking,
  'conditions.show': looking,
  'conditions.check': looking,
  'conditions.save': operating('save conditions'),
  'conditions.try': looking,

  // Whose key is trusted.
  'host-keys.forget': administering('forget host keys'),
  // What was typed in a session can be a password.
  'sessions.content': operating('read what was recorded of sessions'),
  'sessions.erase': administering('erase what was recorded of sessions'),

  'practice.state': looking,
  'practice.start': operating('start the practice network'),
  'practice.stop': operating('end the practice network'),
  'practice.break': operating('break the practice network'),
  'practice.repair': operating('repair the practice network'),

  'accounts.list': administering('see accounts'),
  'accounts.add': administering('add accounts'),
  'accounts.role': administering('change roles'),
  'accounts.password': administering('change passwords of others'),
  'accounts.remove': administering('remove accounts'),
  // One's own.
  'accounts.own-password': looking,
  'secrets.list': administering('see which secrets are kept'),
  'secrets.keep': administering('have secrets kept'),
  'secrets.remove': administering('remove secrets'),

  // Whoever has a pack has that part of the network.
  'field-pack.count': operating('make field packs'),
  'field-pack.make': operating('make field packs'),
  'field-pack.inspect': operating('open field packs'),
  'field-pack.open': operating('open field packs'),
  'field-pack.reopen': operating('open field packs'),
  'field-pack.close': operating('close field packs'),
  'field-pack.remove': operating('remove field packs'),
  'field-pack.state': looking,
  'field-pack.changes': looking,
  'field-pack.note': operating('write notes'),
  'field-pack.propose': operating('bring changes back'),
  'field-pack.review': operating('look at proposals'),
  // And for each change what its command needs.
  'field-pack.apply': operating('apply proposals'),

  compliance: looking,
  'hand-over': looking,

  'drafts.list': looking,
  'drafts.show': looking,
  'drafts.save': operating('work in wizards'),
  'drafts.discard': operating('discard what was begun in a wizard'),

  'imports.list': looking,
  'imports.show': looking,
  'imports.rows': looking,
  'imports.begin': operating('import orders'),
  'imports.add': operating('import orders'),
  'imports.carry-out': operating('import orders'),
  'imports.stop': operating('stop an import'),
  'imports.take-back': operating('take an import back'),
  'imports.discard': operating('discard an import'),

  'history.find': looking,
  'history.events': looking,
  'history.tail': looking,
  'history.verify': looking,
  'history.export-head': looking,
  backup: administering('back up the store'),
};

/** A raw session at a switch. */
export const rightOfTerminal: Right = operating('open sessions at switches');

export const roleOf = (name: ProcedureName): Role => rightOf[name].role;

/** Why somebody may not do it, and who may; null: he may. */
export function whyNot({ account, role }: Pick<Peer, 'account' | 'role'>, right: Right): string | null {
  if (right.role === 'viewer' || hasRole(role, right.role)) return null;
  return `${role} ${account} may not ${right.deed}; ask ${right.role === 'operator' ? 'an operator or administrator' : 'an administrator'}`;
}

/** Why somebody may not name files of the host's machine; null: he may, or need not. */
export function whyNamesNoFiles({ account, isBeyond }: Pick<Peer, 'account' | 'isBeyond'>, name: ProcedureName): string | null {
  if (!isBeyond || !namesHostFiles.has(name)) return null;
  return `${name} names files of the host's machine, and ${account} asks from beyond it: do it there, with the command line or the desktop`;
}

/** Those that name files on the host's machine, which it reads or writes with the rights of the user who started it: for nobody beyond that machine. */
export const namesHostFiles: ReadonlySet<ProcedureName> = new Set([
  'carriers.connect',
  'links.try-certificate',
  'links.renew-certificate',
  'switches.connect',
  'backup',
]);

/** Those that judge for themselves: beyond the host's machine only files may be named that it keeps for whoever pastes them. */
export const judgeHostFiles: ReadonlySet<ProcedureName> = new Set(['connecting.probe', 'connecting.preview', 'connecting.carry-out']);
