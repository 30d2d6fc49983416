import { Button } from '@mantine/core';
import { useState } from 'react';
import type { InterconnectRow, NodeRow, ResourceRow } from '../../../core/contract/live';
import type { LatencySubject } from '../../../core/model/latency';
import { CarrierName } from '../../ui/carrier-name';
import { formatCount } from '../../ui/numbers';
import type { NetworkKnown } from '../network-model';
import { usedShare } from '../overlays/overlay';
import { Actions } from './actions';
import classes from './inspector.module.css';
import { isLockedOut, Readings, SubjectSections } from './subject-sections';
import { useSubject, type SubjectState } from './use-subject';
import { LatencyHistory } from './latency-history';
import { Facts, Head, Health, LatencyInForce, Pick, Section, type OnSelect } from './pieces';

interface PartProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly known: NetworkKnown;
  readonly onSelect: OnSelect;
}

/** One circuit between two nodes. */
export function ResourceInspector({ id, row, known, onSelect }: PartProps<ResourceRow>) {
  const { nodes } = known.tables;
  const [a, z] = [nodes.get(row.aNodeId), nodes.get(row.zNodeId)];
  const [aName, zName] = [placeName(a, known) ?? row.aNodeId, placeName(z, known) ?? row.zNodeId];
  const trouble = known.troubles.resources.get(id);
  const state = useSubject({ kind: 'resource', id }, row);
  const slots = state.kind === 'known' ? state.shown.slots : null;
  return (
    <>
      <Head what="Resource" id={id} title={row.name || id} onClose={onSelect}>
        <CarrierName carrierId={row.carrierId} />
        <Health condition={row.condition} text={row.conditionText} trouble={trouble} />
      </Head>
      <Section title="Latency">
        <LatencyInForce latency={row} aName={aName} zName={zName} />
        <Sources state={state} subject={{ kind: 'resource', id }} name={row.name || id} />
      </Section>
      <Section title="What it carries" aside={`${row.freeSlots} of ${row.slots} slots free`}>
        <div className={classes['slots']} role="img" aria-label={`${Math.round(usedShare(row) * 100)} % of its slots are used`}>
          {slots ? (
            <>
              <i style={{ width: `${(slots.booked / slots.all) * 100}%` }} />
              <i className={classes['foreign']} style={{ width: `${(slots.foreign / slots.all) * 100}%` }} />
            </>
          ) : (
            <i style={{ width: `${usedShare(row) * 100}%` }} />
          )}
        </div>
        <Facts
          rows={[
            slots ? ['Ours, others’', `${slots.booked}, ${slots.foreign} slots`] : null,
            ['Signals', row.signals.join(', ')],
            ['Dedicated to us', row.isDedicated ? 'yes' : 'no: known, not used'],
            ['Price', `${formatCount(row.pricePerSlot / 100)} per slot and month`],
          ]}
        />
      </Section>
      <Section title="Where it runs">
        <Facts
          rows={[
            ['A', <Pick key="a" to={{ kind: 'node', id: row.aNodeId }} onSelect={onSelect}>{`${aName}, ${a?.name ?? row.aNodeId}`}</Pick>],
            ['Z', <Pick key="z" to={{ kind: 'node', id: row.zNodeId }} onSelect={onSelect}>{`${zName}, ${z?.name ?? row.zNodeId}`}</Pick>],
          ]}
        />
      </Section>
      <SubjectSections state={state} onSelect={onSelect} />
      <Actions
        subject={{ kind: 'resource', id }}
        name={row.name || id}
        isLockedOut={isLockedOut(state, { kind: 'resource', id })}
        onSelect={onSelect}
      />
    </>
  );
}

export function NodeInspector({ id, row, known, onSelect }: PartProps<NodeRow>) {
  const trouble = known.troubles.nodes.get(id);
  const state = useSubject({ kind: 'node', id }, row);
  const resources = [...known.tables.resources.values()].filter(({ aNodeId, zNodeId }) => aNodeId === id || zNodeId === id);
  const interconnects = [...known.tables.interconnects.values()].filter(({ aNodeId, zNodeId }) => aNodeId === id || zNodeId === id);
  const site = placeName(row, known);
  return (
    <>
      <Head what="Node" id={id} title={row.name || id} onClose={onSelect}>
        <CarrierName carrierId={row.carrierId} />
        <Health condition={row.condition} text={row.conditionText} trouble={trouble} />
      </Head>
      <Section title="Transit">
        <LatencyInForce latency={row} aName="" zName="" />
        <Sources state={state} subject={{ kind: 'node', id }} name={row.name || id} />
      </Section>
      <Section title="Where it is">
        <Facts
          rows={[
            [
              'Site',
              row.siteId === null ? (
                'not told by its carrier'
              ) : (
                <Pick to={{ kind: 'site', id: row.siteId }} onSelect={onSelect}>
                  {site ?? row.siteId}
                </Pick>
              ),
            ],
          ]}
        />
      </Section>
      <SubjectSections state={state} onSelect={onSelect} />
      <PartList title="Resources" rows={resources} kind="resource" onSelect={onSelect} />
      <PartList
        title="Interconnects"
        rows={interconnects.map((each) => ({ ...each, name: nameOfInterconnect(each, known) }))}
        kind="interconnect"
        onSelect={onSelect}
      />
      <Actions
        subject={{ kind: 'node', id }}
        name={row.name || id}
        isLockedOut={isLockedOut(state, { kind: 'node', id })}
        onSelect={onSelect}
      />
    </>
  );
}

export function InterconnectInspector({ id, row, known, onSelect }: PartProps<InterconnectRow>) {
  const { nodes } = known.tables;
  const [a, z] = [nodes.get(row.aNodeId), nodes.get(row.zNodeId)];
  const name = nameOfInterconnect(row, known);
  const state = useSubject({ kind: 'interconnect', id }, row);
  return (
    <>
      <Head what="Interconnect" id={id} title={name} onClose={onSelect}>
        <Health condition={row.condition} text={row.conditionText} trouble={known.troubles.interconnects.get(id)} />
      </Head>
      <Section title="Latency">
        <LatencyInForce latency={row} aName={a?.name ?? 'A'} zName={z?.name ?? 'Z'} />
        <Sources state={state} subject={{ kind: 'interconnect', id }} name={name} />
      </Section>
      <Section title="What it joins">
        <Facts
          rows={[
            [
              'A',
              <Pick
                key="a"
                to={{ kind: 'node', id: row.aNodeId }}
                onSelect={onSelect}
              >{`${a?.name ?? row.aNodeId}, port ${row.aPortName}`}</Pick>,
            ],
            [
              'Z',
              <Pick
                key="z"
                to={{ kind: 'node', id: row.zNodeId }}
                onSelect={onSelect}
              >{`${z?.name ?? row.zNodeId}, port ${row.zPortName}`}</Pick>,
            ],
            [
              'Carries',
              row.orderId === null ? (
                'nothing: it is free'
              ) : (
                <Pick to={{ kind: 'order', id: row.orderId }} onSelect={onSelect}>
                  {row.orderId}
                </Pick>
              ),
            ],
          ]}
        />
      </Section>
      <SubjectSections state={state} onSelect={onSelect} />
      <Actions
        subject={{ kind: 'interconnect', id }}
        name={name}
        isLockedOut={isLockedOut(state, { kind: 'interconnect', id })}
        onSelect={onSelect}
      />
    </>
  );
}

/** The figures by where they come from, and what was in force before, once the host has told them. */
function Sources({ state, subject, name }: { readonly state: SubjectState; readonly subject: LatencySubject; readonly name: string }) {
  if (state.kind !== 'known' || !state.shown.latency) return null;
  const { latency } = state.shown;
  return (
    <>
      <Readings latency={latency} />
      <LatencyHistory subject={subject} name={name} latency={latency} version={JSON.stringify(latency)} />
    </>
  );
}

/** Until one asks for all. */
const fewRows = 6;
const mostRows = 200;

export function PartList({
  title,
  rows,
  kind,
  onSelect,
}: {
  readonly title: string;
  readonly rows: readonly { readonly id: string; readonly name?: string }[];
  readonly kind: 'resource' | 'interconnect' | 'node';
  readonly onSelect: OnSelect;
}) {
  const [isWhole, setWhole] = useState(false);
  if (rows.length === 0) return null;
  const shown = rows.slice(0, isWhole ? mostRows : fewRows);
  return (
    <Section title={title} aside={formatCount(rows.length)}>
      <ul className={classes['list']}>
        {shown.map(({ id, name }) => (
          <li key={id}>
            <Pick to={{ kind, id }} onSelect={onSelect}>
              {name ?? id}
            </Pick>
          </li>
        ))}
      </ul>
      {!isWhole && rows.length > shown.length && (
        <Button
          variant="subtle"
          size="compact-xs"
          mt="xs"
          onClick={() => {
            setWhole(true);
          }}
        >
          Show {rows.length > mostRows ? `the first ${mostRows}` : `all ${formatCount(rows.length)}`}
        </Button>
      )}
    </Section>
  );
}

export function placeName(node: NodeRow | undefined, { tables }: NetworkKnown): string | undefined {
  return node && (tables.sites.get(node.siteId ?? '')?.name ?? node.name);
}

export function nameOfInterconnect(
  { aNodeId, zNodeId, aPortName, zPortName, siteId }: InterconnectRow,
  { tables, carriers }: NetworkKnown,
): string {
  const nameOf = (nodeId: string): string => {
    const carrierId = tables.nodes.get(nodeId)?.carrierId ?? '';
    return carriers.get(carrierId)?.name ?? carrierId;
  };
  return `${tables.sites.get(siteId ?? '')?.name ?? ''} ${nameOf(aNodeId)} ${aPortName} – ${nameOf(zNodeId)} ${zPortName}`.trim();
}
