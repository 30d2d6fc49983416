import type { ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';
import { readCells, type Cells } from './csv-cells';
import type { CsvRow, CsvTable } from './csv-table';
import type { FileContent, Found, FoundResource, ImportProblem, ReadOutcome } from './found';
import { idRule, isUsableId, nameFrom, quoted } from './text';

/** What a row can tell of, with the columns that it reads; `docs/inventory-files.md` explains them. */
export const csvColumns = {
  node: ['site', 'site_name', 'latitude', 'longitude', 'transit_us', 'state', 'state_text'],
  link: [
    ...['a', 'z', 'slots', 'capacity_gbps', 'free_slots', 'signals', 'latency_us', 'latency_za_us'],
    ...['price_per_slot', 'shared_risks', 'dedicated', 'state', 'state_text'],
  ],
  port: ['node', 'signals', 'state', 'state_text'],
  interconnect: ['node', 'signals', 'local_id', 'remote_id', 'state', 'state_text'],
} as const;

type RowKind = keyof typeof csvColumns;

const rowKinds = Object.keys(csvColumns) as readonly RowKind[];
const known: ReadonlySet<string> = new Set(['kind', 'id', 'name', ...Object.values(csvColumns).flat()]);

/** Reads nodes, links, ports and interconnects from a table: by its column `kind`, else all of the kind that the file's name says. Pure. */
export function readCsvInventory(table: CsvTable, file: string, carrierId: string): ReadOutcome {
  const kindOfFile = table.columns.includes('kind') ? null : kindIn(file);
  const refused = (message: string): ReadOutcome => ({ kind: 'unreadable', where: 'line 1', message });
  if (!table.columns.includes('id')) return refused(`there is no column id: the first line has to name the columns`);
  if (!table.columns.includes('kind') && kindOfFile === null) {
    return refused(`there is no column kind (${rowKinds.join(', ')}), and the file's name says none either: add the column`);
  }
  const problems: ImportProblem[] = [];
  const tell = (where: string, severity: ImportProblem['severity'], message: string) => problems.push({ file, where, severity, message });
  const strange = table.columns.filter((column) => column !== '' && !known.has(column));
  if (strange.length > 0) tell('line 1', 'doubted', `what is in ${strange.map(quoted).join(', ')} is not read: no such column is known`);

  const nodes: Found<ReportedNode>[] = [];
  const ports: Found<ReportedPort>[] = [];
  const resources: FoundResource[] = [];
  for (const row of table.rows) {
    const where = `line ${row.line}`;
    const kind = kindOfFile ?? kindFrom(row);
    if (kind === null) {
      const stated = row.fields.get('kind');
      tell(`${where}, column kind`, 'left-out', `${stated === undefined ? 'nothing' : quoted(stated)} is none of ${rowKinds.join(', ')}`);
      continue;
    }
    const id = row.fields.get('id') ?? '';
    if (!isUsableId(id)) {
      tell(`${where}, column id`, 'left-out', `${quoted(id)} is no id: ${idRule}`);
      continue;
    }
    if (row.surplus.length > 0) tell(where, 'doubted', `${quoted(row.surplus[0] ?? '')} is beyond the last column and not read`);
    const cells = readCells(row, (column, message) => {
      tell(`${where}, column ${column}`, 'doubted', message);
    });
    for (const column of misplaced(row, kind)) cells.doubt(column, `a ${kind} has no ${column}: it is not read`);
    const at = { file, where: `${where}, ${kind} ${id}` };
    switch (kind) {
      case 'node':
        nodes.push({ ...at, thing: nodeFrom(id, cells, carrierId) });
        break;
      case 'link': {
        const link = linkFrom(id, cells);
        resources.push({ ...at, thing: link, isLatencyDerived: link.latency === null && !cells.has('latency_us', 'latency_za_us') });
        break;
      }
      case 'port':
        ports.push({ ...at, thing: portFrom(id, cells, null) });
        break;
      case 'interconnect': {
        const [localId, remoteId] = [cells.text('local_id'), cells.text('remote_id')];
        const bad = [localId, remoteId].find((plugId) => !isUsableId(plugId));
        if (bad === undefined) ports.push({ ...at, thing: portFrom(id, cells, { localId, remoteId }) });
        else tell(where, 'left-out', `an interconnect needs local_id and remote_id, and ${quoted(bad)} is none: ${idRule}`);
      }
    }
  }
  const content: FileContent = { nodes, ports, resources, problems };
  return { kind: 'content', content };
}

function nodeFrom(id: string, cells: Cells, carrierId: string): ReportedNode {
  const place = cells.place();
  const code = cells.text('site');
  const name = nameFrom(cells.text('name'), id);
  const site = code !== '' ? nameFrom(code, id) : place ? `${carrierId}-${id}` : null;
  return {
    uuid: id,
    name,
    site: site === null ? null : { id: site, name: nameFrom(cells.text('site_name'), code === '' ? name : site), ...(place ?? nowhere) },
    ...cells.state(),
    transitNs: cells.microseconds('transit_us'),
  };
}

function linkFrom(id: string, cells: Cells): ReportedResource {
  const { slots, availableSlots } = cells.slots();
  return {
    uuid: id,
    name: nameFrom(cells.text('name'), id),
    aNodeUuid: cells.text('a'),
    zNodeUuid: cells.text('z'),
    slots,
    availableSlots,
    signals: cells.signals(slots),
    pricePerSlot: cells.price(),
    sharedRisks: cells.words('shared_risks'),
    isDedicated: cells.yes('dedicated'),
    ...cells.state(),
    latency: cells.latency(),
  };
}

const portFrom = (id: string, cells: Cells, plug: ReportedPort['plug']): ReportedPort => ({
  uuid: id,
  nodeUuid: cells.text('node'),
  name: nameFrom(cells.text('name'), id),
  signals: cells.signals(Number.POSITIVE_INFINITY),
  plug,
  ...cells.state(),
});

const nowhere = { latitudeDeg: null, longitudeDeg: null } as const;

function kindFrom(row: CsvRow): RowKind | null {
  const stated = row.fields.get('kind')?.toLowerCase();
  return rowKinds.find((kind) => kind === stated) ?? null;
}

/** `alder-links.csv` holds links. */
function kindIn(file: string): RowKind | null {
  const words = file.toLowerCase().split(/[^a-z]+/);
  return rowKinds.find((kind) => words.includes(kind) || words.includes(`${kind}s`)) ?? null;
}

const misplaced = (row: CsvRow, kind: RowKind): readonly string[] => {
  const own: readonly string[] = ['kind', 'id', 'name', ...csvColumns[kind]];
  return [...row.fields.keys()].filter((column) => known.has(column) && !own.includes(column));
};
