import { handOverSections } from '../../interventions/hand-over-sections';
import { handOverText } from '../../interventions/hand-over-text';
import type { HoldOutSubject } from '../../model/hold-out';
import { rehearsed, type Supposition } from '../../recovery/what-if';
import { byPartOfId } from './by-part-of-id';
import { namedSubject } from './named-subject';
import { answer, failed, refused, type Handlers } from './serving';
import { showListed } from './show-impairment';
import { showRoute } from './show-route';

export const impairmentHandlers: Handlers<'impairments.list' | 'impairments.show' | 'impairments.handle' | 'what-if' | 'hand-over'> = {
  async 'impairments.list'({ host }, { all = false }) {
    const { impairments, hits } = await host.impairments();
    const asked = impairments.filter(({ clearedAtMs }) => all || clearedAtMs === null);
    return answer(showListed(host.network.view, asked, impairments, hits));
  },
  async 'impairments.show'({ host }, { impairmentId }) {
    const { impairments, hits } = await host.impairments();
    const found = byPartOfId(impairments, impairmentId, 'impairments');
    if (found.kind === 'several') return refused(found);
    const [shown] = found.kind === 'found' ? showListed(host.network.view, [found.thing], impairments, hits) : [];
    return shown ? answer(shown) : failed('not-found', `impairment ${impairmentId} is not known; check its id`);
  },
  async 'impairments.handle'({ host }, { impairmentId, step, by }) {
    const { impairments } = await host.impairments();
    const found = byPartOfId(impairments, impairmentId, 'impairments');
    if (found.kind === 'several') return refused(found);
    const handled = await host.handleImpairment(found.kind === 'found' ? found.thing.id : impairmentId, step, by);
    if (handled.kind === 'received') return answer(handled.handling);
    return found.kind === 'found' ? refused(handled) : failed('not-found', handled.message);
  },
  async 'what-if'({ host, clock }, { suppositions }) {
    const { view } = host.network;
    const named: Supposition[] = [];
    for (const supposition of suppositions) {
      const found = namedSubject<HoldOutSubject>(view, supposition.subject);
      if (found.kind === 'refused') return failed('not-found', found.message);
      const { id } = found.subject;
      named.push(
        supposition.kind === 'fails'
          ? { kind: 'fails', subject: { kind: supposition.subject.kind, id } }
          : { ...supposition, subject: { kind: supposition.subject.kind, id } },
      );
    }
    const beganAtMs = clock.now();
    const outcome = await host.whatIf(named);
    if (outcome.kind === 'refused') return refused(outcome);
    return answer({
      unhit: outcome.unhit,
      elapsedMs: clock.now() - beganAtMs,
      hits: outcome.hits.map(({ order, findings, route, marginNs, decision }) => ({
        orderId: order.id,
        customer: order.customer,
        priority: order.priority,
        // All of it is rehearsed: that need not be told of each.
        why: findings.map(({ text }) => text.replace(`: ${rehearsed}`, '')),
        limitNs: order.limit.oneWayNs,
        route: route && showRoute(view, route),
        marginNs,
        isHeldBack: route === null && decision.outcome === 'waits',
        text: decision.summary,
      })),
    });
  },
  async 'hand-over'({ host }, { fromMs, toMs }) {
    const drawn = await host.handOver(fromMs, toMs);
    if (drawn.kind === 'refused') return refused(drawn);
    const { handOver } = drawn;
    const {
      impairments,
      unrestorable,
      holdOuts,
      pauses,
      frozen,
      waiting,
      moves,
      unconfirmedDeletions,
      windows,
      linksDown,
      circuits,
      atMs,
    } = handOver;
    return answer({
      ...{ fromMs, toMs, atMs, linksDown, circuits, text: handOverText(handOver), sections: handOverSections(handOver) },
      counts: {
        impairments: impairments.open.length + impairments.over.length,
        unrestorable: unrestorable.length,
        holdOuts: holdOuts.length,
        pauses: pauses.length,
        frozen: frozen.length,
        waiting: waiting.length,
        moves: moves.length,
        unconfirmedDeletions: unconfirmedDeletions.length,
        windowsNow: windows.now.length,
        windowsNext: windows.next.length,
        windowsEnded: windows.ended.length,
      },
    });
  },
};
