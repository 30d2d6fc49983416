import { formatNs } from '../../model/latency';
import { namedSubject } from './named-subject';
import { answer, done, failed, refused, type Handlers } from './serving';

type LatencyProcedures = 'latency.enter' | 'latency.withdraw' | 'latency.default' | 'latency.withdraw-default' | 'latency.of-part';

export const latencyHandlers: Handlers<LatencyProcedures> = {
  async 'latency.enter'({ host, clock }, { subject, by, ...reading }) {
    const named = namedSubject(host.network.view, subject);
    if (named.kind === 'refused') return failed('not-found', named.message);
    const entry = await host.enterReading({ ...reading, subject: named.subject, readAtMs: clock.now() }, by);
    return entry.kind === 'refused' ? refused(entry) : done;
  },
  async 'latency.withdraw'({ host }, { subject, provenance, by }) {
    const named = namedSubject(host.network.view, subject);
    if (named.kind === 'refused') return failed('not-found', named.message);
    const entry = await host.withdrawReading(named.subject, provenance, by);
    return entry.kind === 'refused' ? refused(entry) : done;
  },
  async 'latency.of-part'({ host, clock }, { subject, fromMs }) {
    const named = namedSubject(host.network.view, subject);
    if (named.kind === 'refused') return failed('not-found', named.message);
    return answer({ subject: named.subject, fromMs, toMs: clock.now(), steps: await host.partLatency(named.subject, fromMs) });
  },
  async 'latency.default'({ host }, { scope, scopeId, ns, by }) {
    const { view } = host.network;
    const meeting = new Set([...view.interconnects.values()].flatMap(({ siteId }) => siteId ?? []));
    const scopeIds = scopeId !== null ? [scopeId] : scope === 'carrier-transit' ? [...view.carriers.keys()] : [...meeting];
    if (scopeIds.length === 0) {
      return refused({
        message: `there is nothing that ${formatNs(ns)} would be for: no ${scope === 'carrier-transit' ? 'carrier' : 'interconnect'} is known yet`,
      });
    }
    for (const id of scopeIds) {
      const entry = await host.enterDefault({ scope, scopeId: id, ns }, by);
      if (entry.kind === 'refused') return refused(entry);
    }
    return answer({ scopeIds });
  },
  async 'latency.withdraw-default'({ host }, { scope, scopeId, by }) {
    const scopeIds = scopeId !== null ? [scopeId] : host.network.view.defaultsOf(scope).map((value) => value.scopeId);
    if (scopeIds.length === 0) return refused({ message: `no default of ${scope} is set` });
    for (const id of scopeIds) {
      const entry = await host.withdrawDefault({ scope, scopeId: id }, by);
      if (entry.kind === 'refused') return refused(entry);
    }
    return answer({ scopeIds });
  },
};
