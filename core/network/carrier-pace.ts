export type PacedWork = 'create' | 'delete';

/** What a carrier is taken to need while it has shown nothing, milliseconds. */
export const unknownPaceMs = 1_000;

const remembered = 5;

/** How long carriers took for the last services that they created and deleted, from the request until it was done. */
export class CarrierPace {
  private readonly latest = new Map<string, readonly number[]>();

  took(carrierId: string, work: PacedWork, elapsedMs: number): void {
    const key = `${work} ${carrierId}`;
    this.latest.set(key, [...(this.latest.get(key) ?? []), elapsedMs].slice(-remembered));
  }

  /** The longest of the last few; where it has done none of the kind, of the other kind; null: none at all since the start. */
  expectedMs(carrierId: string, work: PacedWork): number | null {
    const other = work === 'create' ? 'delete' : 'create';
    const latest = this.latest.get(`${work} ${carrierId}`) ?? this.latest.get(`${other} ${carrierId}`);
    return latest ? Math.max(...latest) : null;
  }
}
