import type { Command } from 'commander';
import { z } from 'zod';
import type { InputOf } from '../../../core/contract/procedures';
import { formatNs } from '../../../core/model/latency';
import { define } from '../define';
import { Failure } from '../exit-codes';
import { slowerOption, subjectOption } from '../values';
import { counted, orDash, routeWords } from '../words';

type Supposition = InputOf<'what-if'>['suppositions'][number];

export function whatIfCommand(program: Command): void {
  define(program, {
    usage: 'whatif',
    does: 'Says which orders in service would be hit if things failed or slowed down together, and what would become of them; nothing is changed.',
    examples: [
      'longlines whatif --fail duct:cable-irish-sea-2',
      'longlines whatif --fail site:LON --fail carrier:alder',
      'longlines whatif --slow "resource:NYC-LON 400G #1=45ms"',
    ],
    flags: [
      ['--fail <subject>', 'what fails: resource, site, duct, carrier, node, port or interconnect, such as site:LON…'],
      ['--slow <subject=latency>', 'what becomes so slow, one way: a resource, node or interconnect…'],
    ],
    asks: ['what-if'],
    options: z.object({ fail: z.array(subjectOption).default([]), slow: z.array(slowerOption).default([]) }),
    async run({ session }, _, { fail, slow }) {
      const suppositions: Supposition[] = fail.map((subject) => ({ kind: 'fails', subject }));
      for (const { subject, oneWayNs } of slow) {
        const { kind, id } = subject;
        if (kind !== 'resource' && kind !== 'node' && kind !== 'interconnect')
          throw new Failure('usage', `${kind} has no latency of its own: name a resource, node or interconnect`);
        suppositions.push({ kind: 'slows', subject: { kind, id }, oneWayNs });
      }
      if (suppositions.length === 0) throw new Failure('usage', 'say what fails (--fail site:LON) or slows down (--slow resource:ID=12ms)');
      const supposed = await session.call('what-if', { suppositions });
      return {
        data: supposed,
        show(screen) {
          const { hits, unhit, elapsedMs } = supposed;
          const lost = hits.filter(({ route }) => route === null).length;
          screen.line(
            `${counted(hits.length, 'order')} hit, ${hits.length - lost} of them restored, ${lost} not; ${unhit} not hit (${elapsedMs} ms)`,
          );
          if (hits.length === 0) return;
          screen.table(
            ['order', 'customer', 'priority', 'hit by', 'limit', 'to spare', 'would run over, or why not'],
            hits.map((hit) => [
              ...[hit.orderId, hit.customer, String(hit.priority), hit.why.join('; '), formatNs(hit.limitNs), orDash(hit.marginNs)],
              hit.route ? routeWords(hit.route) : hit.text,
            ]),
          );
        },
      };
    },
  });
}
