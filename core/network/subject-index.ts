import type { NetworkSubject } from '../model/network';

/** What uses which parts of the network, such as connections or orders by their keys: a notice costs what it hits, not what there is. */
export class SubjectIndex {
  private readonly subjects = new Map<string, readonly NetworkSubject[]>();
  private readonly users = new Map<string, Set<string>>();

  /** In place of what the user used before. */
  put(user: string, subjects: readonly NetworkSubject[]): void {
    this.remove(user);
    if (subjects.length > 0) this.subjects.set(user, subjects);
    for (const key of subjects.map(keyOf)) this.users.set(key, (this.users.get(key) ?? new Set<string>()).add(user));
  }

  remove(user: string): void {
    for (const key of this.of(user).map(keyOf)) {
      const users = this.users.get(key);
      users?.delete(user);
      if (users?.size === 0) this.users.delete(key);
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
    return this.users.has(keyOf(subject));
  }

  /** Those who use one of the subjects, each once. */
  using(subjects: readonly NetworkSubject[]): readonly string[] {
    return [...new Set(subjects.flatMap((subject) => [...(this.users.get(keyOf(subject)) ?? [])]))];
  }
}

const keyOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;
