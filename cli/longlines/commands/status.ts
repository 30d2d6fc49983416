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
          screen.line(`  switches       ${links(status.switches)}`);
          const circuits = Object.entries(status.circuits).map(([state, count]) => `${count} ${state}`);
          screen.line(`  circuits       ${circuits.length > 0 ? circuits.join(', ') : 'none ordered'}`);
          screen.line(`  impairments    ${status.openImpairments} open`);
        },
      };
    },
  });
}
