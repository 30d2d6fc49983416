import { standardMapping } from '../../core/carriers/mapping';
import { createTapiLink } from '../../core/carriers/tapi/tapi-link';
import { systemClock, systemNewId, systemRandom } from '../../core/host/system-clock';
import { formatNs } from '../../core/model/latency';
import { counted, until, type Demo } from './demo';

/** What the operator enters, since no manager knows it (N2). */
const interconnectNs = 5_000;
const transitDefaultNs = 20_000;

export async function connect(demo: Demo): Promise<void> {
  const { host, network, screen } = demo;
  const { view } = host.network;
  for (const { id, name, role, url, caPem, client } of network.carriers) {
    const link = createTapiLink({
      carrierId: id,
      url,
      tls: { caPem, certPem: client.certPem, keyPem: client.keyPem },
      mapping: standardMapping,
      clock: systemClock,
      random: systemRandom,
      newId: systemNewId,
      limits: { backoffMaxMs: 2_000, requestMs: 5_000 },
    });
    await host.connectCarrier({ id, name, role }, link);
  }
  await until(demo, 'every carrier has been read in full', async () => network.carriers.every(({ id }) => !view.isStale(id)));
  await host.resume();
  await host.settled();
  screen.table(
    ['carrier', 'role', 'nodes', 'resources', 'dedicated', 'client ports', 'link'],
    network.carriers.map(({ id, name, role }) => {
      const own = <T extends { carrierId: string }>(things: Iterable<T>) => [...things].filter((thing) => thing.carrierId === id);
      const resources = own(view.resources.values());
      return [
        name,
        role,
        String(own(view.nodes.values()).length),
        String(resources.length),
        String(resources.filter((resource) => resource.isDedicated).length),
        String(own(view.ports.values()).filter((port) => port.plug === null).length),
        view.isStale(id) ? 'down' : 'up',
      ];
    }),
  );
  const sites = new Set([...view.interconnects.values()].map((interconnect) => interconnect.siteId));
  screen.line(
    `  ${view.interconnects.size} interconnects at ${sites.size} sites, matched by the plug identifiers that both carriers report`,
  );
  showReadings(demo);
}

export async function enterLatencies({ host, screen }: Demo): Promise<void> {
  const { view } = host.network;
  const sites = [...new Set([...view.interconnects.values()].flatMap(({ siteId }) => siteId ?? []))];
  for (const scopeId of sites) await host.enterDefault({ scope: 'site-interconnect', scopeId, ns: interconnectNs });
  for (const scopeId of view.carriers.keys()) await host.enterDefault({ scope: 'carrier-transit', scopeId, ns: transitDefaultNs });
  screen.line(
    `  entered by the operator: ${formatNs(interconnectNs)} per interconnect at ${sites.length} sites, ${formatNs(transitDefaultNs)} node transit where a carrier reports none`,
  );
}

/** What the files do not tell, or tell wrongly. */
function showReadings({ network: { carriers, read }, screen }: Demo): void {
  for (const { id, name } of carriers) {
    const { problems = [], nodes = [] } = read.get(id) ?? {};
    const unplaced = nodes.filter(({ latitudeDeg }) => latitudeDeg === null);
    if (problems.length === 0 && unplaced.length === 0) continue;
    screen.line(`  ${name}: ${counted(unplaced.length, 'node')} without coordinates, the latency of whose links is unknown`);
    for (const { element, line, severity, message } of problems.slice(0, shownProblems)) {
      screen.line(`    line ${line}, ${element} (${severity}): ${message}`);
    }
    if (problems.length > shownProblems) screen.line(`    and ${problems.length - shownProblems} more`);
  }
}

const shownProblems = 4;
