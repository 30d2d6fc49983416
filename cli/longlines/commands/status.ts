import type { Command } from 'commander';
import { define, noOptions } from '../define';

export function statusCommand(program: Command): void {
  define(program, {
    usage: 'status',
    does: 'Says whether a host runs, on which store, and what stands in it.',
    examples: ['longlines status --json'],
    asks: ['status'],
    options: noOptions,
    async run({ session, configuration }) {
      const status = await session.call('status', {});
      return {
        data: { ...status, configuration: configuration.file },
        show(screen) {
          const { carriers, orders } = status;
          screen.line(status.isHost ? `A host runs (process ${status.pid}, Longlines ${status.version})` : 'No host runs');
          screen.line(`  store          ${status.store}`);
          screen.line(`  configuration  ${configuration.file}`);
          const links = ({ up, down }: { readonly up: number; readonly down: number }): string =>
            status.isHost ? `${up} up, ${down} down` : `${up + down}, none connected: no host runs`;
          screen.line(`  carriers       ${links(carriers)}`);
          const counts = Object.entries(orders).map(([state, count]) => `${count} ${state}`);
          screen.line(`  orders         ${counts.length > 0 ? counts.join(', ') : 'none'}`);
          screen.line(`  switches       ${links(status.switches)}${status.isHost ? named(status.switches.downIds) : ''}`);
          const { heldIds, waiting, count } = status.paths;
          screen.line(
            `  paths          ${count}, ${heldIds.length} held${named(heldIds)}${heldIds.length > 0 ? ' ("paths retry" has one tried again)' : ''}`,
          );
          const circuits = Object.entries(status.circuits).map(([state, count]) => `${count} ${state}`);
          screen.line(`  circuits       ${circuits.length > 0 ? circuits.join(', ') : 'none ordered'}`);
          const failed = status.circuits['failed'] ?? 0;
          if (waiting.length > 0) {
            const orders = waiting.reduce((sum, each) => sum + each.count, 0);
            screen.line(
              `    waiting      ${orders}: ${waiting
                .slice(0, mostNamed)
                .map((each) => `${each.count} on ${each.pathId}`)
                .join(', ')}${more(waiting)}`,
            );
          }
          if (failed > 0) screen.line(`    failed       ${failed}: "circuits list --state failed" says why`);
          screen.line(`  impairments    ${status.openImpairments} open`);
        },
      };
    },
  });
}

const mostNamed = 10;

const more = (all: readonly unknown[]): string => (all.length > mostNamed ? ` and ${all.length - mostNamed} more` : '');

const named = (ids: readonly string[]): string => (ids.length === 0 ? '' : `: ${ids.slice(0, mostNamed).join(', ')}${more(ids)}`);
