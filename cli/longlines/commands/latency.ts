import type { Command } from 'commander';
import { z } from 'zod';
import { formatNs, type LatencyDefault } from '../../../core/model/latency';
import { define } from '../define';
import { Failure } from '../exit-codes';
import { latencyOption, readLatency, readSubject } from '../values';
import { counted } from '../words';

export function latencyCommands(program: Command): void {
  const latency = program
    .command('latency')
    .description('What no manager tells of latency: readings and defaults that the operator enters.');
  define(latency, {
    usage: 'set <subject> <latency>',
    does: 'Enters the latency of one resource, interconnect or node, one way; it counts more than what the carrier reports.',
    examples: [
      'longlines latency set resource:ALD-NYC-LON-1 28.1ms',
      'longlines latency set interconnect:ALD.BOS.1~CIN.BOS.1 4us --measured',
    ],
    flags: [
      ['--back <latency>', 'from Z to A, where it differs'],
      ['--measured', "it was measured: an operator's own word still counts more"],
    ],
    asks: ['latency.enter'],
    options: z.object({ back: latencyOption.optional(), measured: z.boolean().default(false) }),
    async run({ session, by }, [subjectText = '', latencyText = ''], { back, measured }) {
      const subject = readSubject(subjectText);
      const azNs = readLatency(latencyText);
      if (subject.kind === 'wrong') throw new Failure('usage', subject.message);
      if (azNs.kind === 'wrong') throw new Failure('usage', azNs.message);
      const { kind, id } = subject.value;
      if (kind !== 'resource' && kind !== 'interconnect' && kind !== 'node')
        throw new Failure('usage', `${kind} has no latency of its own: name a resource, an interconnect or a node`);
      const entered = {
        subject: { kind, id },
        azNs: azNs.value,
        zaNs: back ?? azNs.value,
        provenance: measured ? ('measured' as const) : ('operator' as const),
      };
      await session.call('latency.enter', { ...entered, by });
      return {
        data: entered,
        show: (screen) => {
          screen.line(`${kind} ${id}: ${formatNs(entered.azNs)}${back === undefined ? '' : `, ${formatNs(back)} back`}`);
        },
      };
    },
  });
  define(latency, {
    usage: 'default <scope> <latency>',
    does: 'Sets what holds where there is no reading: "interconnects" (per site) or "transit" (per carrier).',
    examples: ['longlines latency default interconnects 5us', 'longlines latency default transit 20us --of borealis'],
    flags: [['--of <id>', 'one site, or one carrier (without: each site where carriers meet, or each carrier)']],
    asks: ['latency.default'],
    options: z.object({ of: z.string().optional() }),
    async run({ session, by }, [scopeText = '', latencyText = ''], { of = null }) {
      const scope = readScope(scopeText);
      const ns = readLatency(latencyText);
      if (ns.kind === 'wrong') throw new Failure('usage', ns.message);
      const { scopeIds } = await session.call('latency.default', { scope, scopeId: of, ns: ns.value, by });
      return {
        data: { scope, scopeIds, ns: ns.value },
        show: (screen) => {
          screen.line(`${formatNs(ns.value)} for ${scopeText} without a reading of ${placesOf(scope, scopeIds)}`);
        },
      };
    },
  });
  define(latency, {
    usage: 'withdraw-default <scope>',
    does: 'Takes back a default of "interconnects" (per site) or "transit" (per carrier): where there is no reading, the latency is unknown again.',
    examples: ['longlines latency withdraw-default interconnects', 'longlines latency withdraw-default transit --of borealis'],
    flags: [['--of <id>', 'one site, or one carrier (without: each that has one)']],
    asks: ['latency.withdraw-default'],
    options: z.object({ of: z.string().optional() }),
    async run({ session, by }, [scopeText = ''], { of = null }) {
      const scope = readScope(scopeText);
      const { scopeIds } = await session.call('latency.withdraw-default', { scope, scopeId: of, by });
      return {
        data: { scope, scopeIds },
        show: (screen) => {
          screen.line(`No default for ${scopeText} of ${placesOf(scope, scopeIds)} any more`);
        },
      };
    },
  });
}

function readScope(text: string): LatencyDefault['scope'] {
  if (text === 'interconnects') return 'site-interconnect';
  if (text === 'transit') return 'carrier-transit';
  throw new Failure('usage', `"${text}" has no default; there are interconnects and transit`);
}

const placesOf = (scope: LatencyDefault['scope'], ids: readonly string[]): string =>
  `${counted(ids.length, scope === 'carrier-transit' ? 'carrier' : 'site')}: ${ids.join(', ')}`;
