import { Button } from '@mantine/core';
import { addressOf } from '../../app/address';
import { CarrierBar } from '../../ui/carrier-name';
import { counted, formatCount } from '../../ui/numbers';
import { linkMarks } from '../../ui/severity';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import type { NetworkKnown } from '../network-model';
import { PartList } from './part-inspectors';
import { Facts, Head, NotKnown, Section, type OnSelect } from './pieces';

interface CarrierInspectorProps {
  readonly id: string;
  readonly known: NetworkKnown;
  readonly onSelect: OnSelect;
}

/** What one carrier brings to the network, and where it meets the others. */
export function CarrierInspector({ id, known, onSelect }: CarrierInspectorProps) {
  const { tables } = known;
  const carrier = known.carriers.get(id);
  if (!carrier) return <NotKnown what="Carrier" id={id} onClose={onSelect} />;
  const nodes = [...tables.nodes.values()].filter(({ carrierId }) => carrierId === id);
  const resources = [...tables.resources.values()].filter(({ carrierId }) => carrierId === id);
  const own = new Set(nodes.map((node) => node.id));
  const joins = [...tables.interconnects.values()].filter(({ aNodeId, zNodeId }) => own.has(aNodeId) || own.has(zNodeId));
  const sites = new Set(joins.flatMap(({ siteId }) => siteId ?? []));
  return (
    <>
      <Head
        what="Carrier"
        id={id}
        title={
          <>
            <CarrierBar carrierId={id} /> {carrier.name}
          </>
        }
        onClose={onSelect}
      >
        <StateMark mark={linkMarks[carrier.link]}>{carrier.link === 'file' ? 'known from files' : `link ${carrier.link}`}</StateMark>
        {carrier.heardAtMs !== null && (
          <span>
            heard <Age sinceMs={carrier.heardAtMs} isRelative />
          </span>
        )}
      </Head>
      <Section title="What it brings">
        <Facts
          rows={[
            ['Nodes', formatCount(nodes.length)],
            ['Resources', formatCount(resources.length)],
            ['Dedicated to the virtual network', formatCount(carrier.dedicatedResources)],
            ['Interconnects', joins.length === 0 ? 'none' : `${formatCount(joins.length)} at ${counted(sites.size, 'site')}`],
          ]}
        />
        <Button component="a" href={addressOf('carriers', [id])}>
          Open {carrier.name}
        </Button>
      </Section>
      <PartList title="Nodes" rows={nodes} kind="node" onSelect={onSelect} />
      <PartList title="Resources" rows={resources} kind="resource" onSelect={onSelect} />
    </>
  );
}
