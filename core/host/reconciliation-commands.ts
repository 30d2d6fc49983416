import { refused, type Intervention, type Refused } from '../interventions/intervention';
import type { Discrepancy, Remedy } from '../model/discrepancy';
import { judgeAgain } from '../reconciliation/judge-again';
import { grouped, type DiscrepancyGroup } from '../reconciliation/record-comparison';
import { settleDiscrepancy } from '../reconciliation/settle-discrepancy';
import { remediesFor, type RemedyMeaning } from '../reconciliation/words';
import type { DiscrepancyWork } from './discrepancy-work';
import type { HostParts } from './host-parts';
import { within } from './patience';

/** A discrepancy that is not closed, with what can be done about it as it stands. */
export type StandingDiscrepancy = Discrepancy & { readonly remedies: readonly RemedyMeaning[] };

/** What became of the comparison with one carrier, in words; `not-heard`: what stands is from the last time that it was. */
export interface CarrierComparison {
  readonly carrierId: string;
  readonly kind: 'compared' | 'not-heard';
  readonly text: string;
}

export interface Reconciliation {
  readonly kind: 'reconciled';
  readonly carriers: readonly CarrierComparison[];
  /** What stands at these carriers: one line per carrier and kind, and each by itself. */
  readonly groups: readonly DiscrepancyGroup[];
  readonly discrepancies: readonly StandingDiscrepancy[];
}

export type RemedyAnswer =
  /** It is done: the discrepancy is closed, or accepted. */
  | { readonly kind: 'done'; readonly discrepancy: Discrepancy; readonly text: string }
  /** It is durable, and will be done: what it waits for is in the text. */
  | { readonly kind: 'queued'; readonly discrepancy: Discrepancy; readonly text: string }
  /** It was tried and came to nothing; the discrepancy stands as before. */
  | { readonly kind: 'not-done'; readonly discrepancy: Discrepancy; readonly text: string }
  | Refused;

/** What the store says beside what carriers hold (N11). Whatever is refused has changed nothing. */
export interface ReconciliationCommands {
  /** Reads the carrier (`all`: every one) in full and compares. Resolves when what follows from it by itself is entered, or at the latest after a while. */
  reconcile(carrierId: string): Promise<Reconciliation | Refused>;
  /** Those that are not closed, as the last comparisons left them. */
  discrepancies(): Promise<readonly StandingDiscrepancy[]>;
  /** The latest `count`, closed ones too, newest first. */
  latestDiscrepancies(count: number): Promise<readonly Discrepancy[]>;
  settleDiscrepancy(id: string, remedy: Remedy, intervention: Intervention): Promise<RemedyAnswer>;
}

export function reconciliationCommands({ engine, calls, notices }: HostParts, work: DiscrepancyWork): ReconciliationCommands {
  const { store, network, links, clock, settings } = engine;
  const standing = async (): Promise<readonly StandingDiscrepancy[]> => {
    const known = await store.transaction((tx) => tx.discrepancies.standing());
    return known.map((discrepancy) => ({ ...discrepancy, remedies: remediesFor(discrepancy) }));
  };

  const compare = async (carrierId: string): Promise<CarrierComparison> => {
    const name = network.view.carrierName(carrierId);
    const notHeard = (why: string): CarrierComparison => ({
      ...{ carrierId, kind: 'not-heard' },
      text: `${name} was not compared: ${why}; what is known of it is from before`,
    });
    const link = links.get(carrierId);
    if (!link) return notHeard(network.view.fileWords(carrierId) ?? 'it is not connected');
    if (network.view.isStale(carrierId)) return notHeard(`its link is down (${network.view.linkStates.get(carrierId)?.reason ?? ''})`);
    const former = notices.readingsOf(carrierId);
    let stop: () => void = () => undefined;
    const compared = new Promise<CarrierComparison>((resolve) => {
      stop = notices.onCompared((told) => {
        if (told.carrierId !== carrierId) return;
        if (told.kind === 'lost') resolve(notHeard(`its link went down meanwhile (${told.reason})`));
        else if (told.reading > former) resolve({ carrierId, kind: 'compared', text: `${name} was read in full and compared` });
      });
    });
    link.resynchronise();
    const tooLate = (): CarrierComparison => notHeard('it has not answered in time; it is compared when it does');
    return within(clock, settings.comparisonPatienceMs, compared, tooLate).finally(stop);
  };

  /** What became of it by now, once its order or carrier had its time. */
  const answerFor = async (id: string, worked: Promise<void>): Promise<RemedyAnswer> => {
    await within(clock, settings.remedyPatienceMs, worked, () => undefined);
    const discrepancy = await store.transaction((tx) => tx.discrepancies.get(id));
    if (!discrepancy) return refused(`discrepancy ${id} is not known any more`);
    const { state, outcome, carrierId } = discrepancy;
    if (state === 'closed' || state === 'accepted') return { kind: 'done', discrepancy, text: outcome };
    if (state === 'open') return { kind: 'not-done', discrepancy, text: outcome };
    const silent = network.view.isStale(carrierId)
      ? `${network.view.carrierName(carrierId)} is not heard: it is done when its link is back`
      : '';
    return { kind: 'queued', discrepancy, text: [outcome, silent].filter((words) => words !== '').join('; ') || 'it is under way' };
  };

  return {
    async reconcile(carrierId) {
      const known = [...network.view.carriers.keys()];
      if (carrierId !== 'all' && !known.includes(carrierId)) {
        return refused(
          `carrier ${carrierId} is not known; ${known.length === 0 ? 'none is connected yet' : `known are ${known.join(', ')}, or all`}`,
        );
      }
      const asked = carrierId === 'all' ? known : [carrierId];
      const carriers = await Promise.all(asked.map(compare));
      const discrepancies = (await standing()).filter((discrepancy) => asked.includes(discrepancy.carrierId));
      return { kind: 'reconciled', carriers, groups: grouped(engine, discrepancies), discrepancies };
    },
    discrepancies: standing,
    latestDiscrepancies: (count) => store.transaction((tx) => tx.discrepancies.latest(count)),
    async settleDiscrepancy(id, remedy, intervention) {
      const settling = await settleDiscrepancy(engine, id, remedy, intervention);
      switch (settling.kind) {
        case 'refused':
          return settling;
        case 'done':
          return { kind: 'done', discrepancy: settling.discrepancy, text: settling.discrepancy.outcome };
        case 'judge': {
          const check = await notices.checkNow(settling.discrepancy.subjectId);
          return judgeAgain(engine, settling.discrepancy, check, intervention);
        }
        case 'asked': {
          const { orderId } = settling.discrepancy;
          if (orderId === null) return answerFor(id, work.remove(id));
          work.concern(orderId);
          calls.call(orderId, 1);
          return answerFor(
            id,
            calls.atRest(orderId).then(() => work.settled()),
          );
        }
      }
    },
  };
}
