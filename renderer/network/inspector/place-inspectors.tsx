import { CarrierName } from '../../ui/carrier-name';
import { counted, formatMs } from '../../ui/numbers';
import { StateMark } from '../../ui/state-mark';
import type { NetworkKnown } from '../network-model';
import { riskWords } from '../../../core/model/impairment-events';
import { Actions } from './actions';
import classes from './inspector.module.css';
import { Facts, Head, NotKnown, Section, type OnSelect } from './pieces';
import { isLockedOut, SubjectSections } from './subject-sections';
import { useSubject } from './use-subject';
import { nameOfInterconnect, PartList } from './part-inspectors';

interface PlaceProps {
  readonly id: string;
  readonly known: NetworkKnown;
  readonly onSelect: OnSelect;
}

/** Where carriers have nodes, and may meet. */
export function SiteInspector({ id, known, onSelect }: PlaceProps) {
  const { tables, topology, troubles } = known;
  const state = useSubject({ kind: 'site', id }, occasionOf(known));
  const placed = topology.sites[topology.siteAt.get(id) ?? -1];
  const site = tables.sites.get(id);
  const nodes = [...tables.nodes.values()].filter((node) => node.siteId === id || `node:${node.id}` === id);
  if (nodes.length === 0 && !site) return <NotKnown what="Site" id={id} onClose={onSelect} />;
  const own = new Set(nodes.map((node) => node.id));
  const resources = [...tables.resources.values()].filter(({ aNodeId, zNodeId }) => own.has(aNodeId) || own.has(zNodeId));
  const interconnects = [...tables.interconnects.values()].filter(({ aNodeId }) => own.has(aNodeId));
  const troubled = nodes.filter((node) => troubles.nodes.has(node.id)).length;
  const free = interconnects.filter(({ orderId }) => orderId === null).length;
  return (
    <>
      <Head what="Site" id={id} title={site?.name ?? placed?.name ?? id} onClose={onSelect}>
        <span>{counted(nodes.length, 'node')}</span>
        {troubled > 0 && <StateMark mark={{ severity: 'major' }}>{counted(troubled, 'node')} not up</StateMark>}
      </Head>
      <Section title="Where it is">
        <Facts
          rows={[
            [
              'Coordinates',
              site?.latitudeDeg == null || site.longitudeDeg === null
                ? placed?.isGuessed
                  ? 'not told: drawn near its neighbours'
                  : 'not told: not on the map'
                : `${site.latitudeDeg.toFixed(3)}°, ${site.longitudeDeg.toFixed(3)}°`,
            ],
            ['Interconnects', interconnects.length === 0 ? 'none' : `${interconnects.length}, ${free} free`],
          ]}
        />
      </Section>
      <Section title="Carriers here">
        <ul className={classes['list']}>
          {(placed?.dots ?? []).map(({ carrierId, nodeIds }) => (
            <li key={carrierId}>
              <span className={classes['line']}>
                <CarrierName carrierId={carrierId} />
                <span className={classes['aside']}>{counted(nodeIds.length, 'node')}</span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {site && <SubjectSections state={state} onSelect={onSelect} />}
      <PartList title="Nodes" rows={nodes} kind="node" onSelect={onSelect} />
      <PartList title="Resources that end here" rows={resources} kind="resource" onSelect={onSelect} />
      <PartList
        title="Interconnects"
        rows={interconnects.map((each) => ({ ...each, name: nameOfInterconnect(each, known) }))}
        kind="interconnect"
        onSelect={onSelect}
      />
      {site && (
        <>
          <Actions
            subject={{ kind: 'site', id }}
            name={site.name}
            isLockedOut={isLockedOut(state, { kind: 'site', id })}
            onSelect={onSelect}
          />
        </>
      )}
    </>
  );
}

/** What is of many parts is asked for anew every few changes of any. */
const occasionOf = ({ version }: NetworkKnown): number => Math.floor(version / 10);

/** What breaks together. */
export function RiskInspector({ id, known, onSelect }: PlaceProps) {
  const state = useSubject({ kind: 'shared-risk', id }, occasionOf(known));
  const resources = [...known.tables.resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(id));
  if (resources.length === 0) return <NotKnown what="Shared risk" id={id} onClose={onSelect} />;
  const down = resources.filter(({ condition }) => condition !== 'up').length;
  const carriers = [...new Set(resources.map(({ carrierId }) => carrierId))];
  const longest = Math.max(...resources.map(({ azNs, zaNs }) => Math.max(azNs ?? 0, zaNs ?? 0)));
  return (
    <>
      <Head what="Shared risk" id={id} title={riskWords(id)} onClose={onSelect}>
        <span>{counted(resources.length, 'resource')} would break together</span>
        {down > 0 && <StateMark mark={{ severity: 'major' }}>{down} not up</StateMark>}
      </Head>
      <Section title="In it">
        <ul className={classes['list']}>
          {carriers.map((carrierId) => (
            <li key={carrierId}>
              <CarrierName carrierId={carrierId} />
            </li>
          ))}
        </ul>
        <Facts rows={[['Longest latency', longest === 0 ? 'unknown' : formatMs(longest)]]} />
      </Section>
      <PartList title="Resources" rows={resources} kind="resource" onSelect={onSelect} />
      <SubjectSections state={state} onSelect={onSelect} />
      <Actions
        subject={{ kind: 'shared-risk', id }}
        name={riskWords(id)}
        isLockedOut={isLockedOut(state, { kind: 'shared-risk', id })}
        onSelect={onSelect}
      />
    </>
  );
}
