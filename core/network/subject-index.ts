import type { NetworkSubject } from '../model/network';

/** A part of the network, once for all who use it. */
interface Used extends NetworkSubject {
  /** Most are used by one alone, such as ports. */
  users: string | string[] | Set<string> | null;
}

/** More of them are looked up, not through. */
const mostInList = 200;

/** What uses which parts of the network, such as connections or orders by their keys: a notice costs what it hits, not what there is. */
export class SubjectIndex {
  private readonly subjects = new Map<string, readonly Used[]>();
  private readonly used: Readonly<Record<NetworkSubject['kind'], Map<string, Used>>> = {
    ...{ node: new Map(), port: new Map(), resource: new Map(), interconnect: new Map() },
  };

  /** In place of what the user used before. */
  put(user: string, subjects: readonly NetworkSubject[]): void {
    this.remove(user);
    if (subjects.length === 0) return;
    const used = subjects.map((subject) => this.partOf(subject));
    this.subjects.set(user, used);
    for (const part of used) addUser(part, user);
  }

  remove(user: string): void {
    for (const part of this.subjects.get(user) ?? []) {
      removeUser(part, user);
      if (part.users === null) this.used[part.kind].delete(part.id);
    }
    this.subjects.delete(user);
  }

  everyUser(): readonly string[] {
    return [...this.subjects.keys()];
  }

  of(user: string): readonly NetworkSubject[] {
    return this.subjects.get(user) ?? [];
  }

  isUsed(subject: NetworkSubject): boolean {
    return this.used[subject.kind].has(subject.id);
  }

  /** Those who use one of the subjects, each once. */
  using(subjects: readonly NetworkSubject[]): readonly string[] {
    const users = new Set<string>();
    for (const { kind, id } of subjects) {
      const own = this.used[kind].get(id)?.users ?? [];
      if (typeof own === 'string') users.add(own);
      else for (const user of own) users.add(user);
    }
    return [...users];
  }

  private partOf({ kind, id }: NetworkSubject): Used {
    const known = this.used[kind].get(id);
    if (known) return known;
    const part: Used = { kind, id, users: null };
    this.used[kind].set(id, part);
    return part;
  }
}

/** Whoever uses a part twice was added to it last. */
function addUser(part: Used, user: string): void {
  const { users } = part;
  if (users === null) part.users = user;
  else if (users instanceof Set) users.add(user);
  else if (typeof users === 'string') {
    if (users !== user) part.users = [users, user];
  } else if (users.at(-1) !== user) {
    users.push(user);
    if (users.length > mostInList) part.users = new Set(users);
  }
}

function removeUser(part: Used, user: string): void {
  const { users } = part;
  if (users === user) part.users = null;
  else if (users instanceof Set) {
    users.delete(user);
    if (users.size === 0) part.users = null;
  } else if (users !== null && typeof users !== 'string') {
    const at = users.indexOf(user);
    if (at >= 0) users.splice(at, 1);
    if (users.length === 0) part.users = null;
  }
}
