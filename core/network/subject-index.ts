import type { NetworkSubject } from '../model/network';

/**
 * What uses which parts of the network, such as connections or orders by their keys: a notice costs what it hits, not what there is. Parts, users and uses are
 * numbers, a use a place in each of some arrays: of a million there is no object to be kept, and none is moved about while they are loaded.
 */
export class SubjectIndex {
  readonly #parts: Readonly<Record<NetworkSubject['kind'], Map<string, number>>> = {
    ...{ node: new Map(), port: new Map(), resource: new Map(), interconnect: new Map() },
  };
  readonly #kindAt: NetworkSubject['kind'][] = [];
  readonly #idAt: string[] = [];
  readonly #freeParts: number[] = [];
  /** The uses of a part are a chain, in the order in which they came. */
  readonly #oldestUse = new Integers();
  readonly #latestUse = new Integers();

  readonly #users = new Map<string, number>();
  readonly #userAt: string[] = [];
  readonly #freeUsers: number[] = [];
  /** So are those of a user, in the order in which he names them. */
  readonly #firstUse = new Integers();

  readonly #partOf = new Integers();
  readonly #userOf = new Integers();
  readonly #before = new Integers();
  readonly #after = new Integers();
  /** In the user's chain; of one that is given up, in that of those. */
  readonly #next = new Integers();
  #useCount = 0;
  #freeUse = none;

  /** In place of what the user used before. */
  put(user: string, subjects: readonly NetworkSubject[]): void {
    this.remove(user);
    if (subjects.length === 0) return;
    const number = this.#freeUsers.pop() ?? this.#userAt.length;
    this.#users.set(user, number);
    this.#userAt[number] = user;
    let last = none;
    for (const subject of subjects) {
      const use = this.#newUse(this.#partNumber(subject), number);
      if (last === none) this.#firstUse.set(number, use);
      else this.#next.set(last, use);
      last = use;
    }
  }

  remove(user: string): void {
    const number = this.#users.get(user);
    if (number === undefined) return;
    for (let use = this.#firstUse.at(number); use !== none;) {
      const next = this.#next.at(use);
      this.#giveUp(use);
      use = next;
    }
    this.#users.delete(user);
    this.#userAt[number] = '';
    this.#freeUsers.push(number);
  }

  everyUser(): readonly string[] {
    return [...this.#users.keys()];
  }

  /** At most so many of them, in the order in which they were named. */
  of(user: string, most = Infinity): readonly NetworkSubject[] {
    const number = this.#users.get(user);
    const subjects: NetworkSubject[] = [];
    if (number === undefined) return subjects;
    for (let use = this.#firstUse.at(number); use !== none && subjects.length < most; use = this.#next.at(use)) {
      subjects.push(this.#subjectAt(this.#partOf.at(use)));
    }
    return subjects;
  }

  isUsed({ kind, id }: NetworkSubject): boolean {
    return this.#parts[kind].has(id);
  }

  /** Those who use one of the subjects, each once. */
  using(subjects: readonly NetworkSubject[]): readonly string[] {
    const users = new Set<string>();
    for (const { kind, id } of subjects) {
      const part = this.#parts[kind].get(id);
      if (part === undefined) continue;
      for (let use = this.#oldestUse.at(part); use !== none; use = this.#after.at(use)) users.add(this.#userAt[this.#userOf.at(use)] ?? '');
    }
    return [...users];
  }

  #subjectAt(part: number): NetworkSubject {
    const [kind, id] = [this.#kindAt[part], this.#idAt[part]];
    if (kind === undefined || id === undefined) throw new Error(`there is no part ${part}`);
    return { kind, id };
  }

  #partNumber({ kind, id }: NetworkSubject): number {
    const ofKind = this.#parts[kind];
    const known = ofKind.get(id);
    if (known !== undefined) return known;
    const part = this.#freeParts.pop() ?? this.#idAt.length;
    this.#kindAt[part] = kind;
    this.#idAt[part] = id;
    ofKind.set(id, part);
    this.#oldestUse.set(part, none);
    this.#latestUse.set(part, none);
    return part;
  }

  #newUse(part: number, user: number): number {
    let use = this.#freeUse;
    if (use === none) use = this.#useCount++;
    else this.#freeUse = this.#next.at(use);
    const before = this.#latestUse.at(part);
    this.#partOf.set(use, part);
    this.#userOf.set(use, user);
    this.#before.set(use, before);
    this.#after.set(use, none);
    this.#next.set(use, none);
    if (before === none) this.#oldestUse.set(part, use);
    else this.#after.set(before, use);
    this.#latestUse.set(part, use);
    return use;
  }

  #giveUp(use: number): void {
    const part = this.#partOf.at(use);
    const [before, after] = [this.#before.at(use), this.#after.at(use)];
    if (before === none) this.#oldestUse.set(part, after);
    else this.#after.set(before, after);
    if (after === none) this.#latestUse.set(part, before);
    else this.#before.set(after, before);
    this.#next.set(use, this.#freeUse);
    this.#freeUse = use;
    if (before !== none || after !== none) return;
    const { kind, id } = this.#subjectAt(part);
    this.#parts[kind].delete(id);
    this.#idAt[part] = '';
    this.#freeParts.push(part);
  }
}

const none = -1;

/** Whole numbers by place, in pieces: none is copied when there are more. */
class Integers {
  readonly #pieces: Int32Array[] = [];

  at(place: number): number {
    return this.#pieces[place >>> pieceBits]?.[place & pieceMask] ?? none;
  }

  /** One place after the other is first set. */
  set(place: number, value: number): void {
    const piece = (this.#pieces[place >>> pieceBits] ??= new Int32Array(1 << pieceBits));
    piece[place & pieceMask] = value;
  }
}

const pieceBits = 14;
const pieceMask = (1 << pieceBits) - 1;
