import type { DossierShown } from '../../../core/contract/shapes';
import { assertNever } from '../../../core/model/assert-never';
import type { NetworkKnown } from '../network-model';
import type { Selection } from '../scene/emphasis';
import type { DossierState } from '../use-dossier';
import classes from './inspector.module.css';
import { CarrierInspector } from './carrier-inspector';
import { ImpairmentInspector } from './impairment-inspector';
import { OfflineInspector } from './offline-inspector';
import { OrderInspector } from './order-inspector';
import { OverviewInspector } from './overview-inspector';
import { InterconnectInspector, NodeInspector, ResourceInspector } from './part-inspectors';
import { NotKnown } from './pieces';
import { RiskInspector, SiteInspector } from './place-inspectors';

export interface InspectorProps {
  readonly selection: Selection | null;
  readonly known: NetworkKnown;
  readonly dossier: DossierShown | null;
  readonly dossierState: DossierState;
  readonly onSelect: (selection: Selection | null) => void;
}

/** What is selected, explained. */
export function Inspector(props: InspectorProps) {
  return (
    <aside className={classes['inspector']} aria-label="Inspector" tabIndex={0}>
      <Inside {...props} />
    </aside>
  );
}

function Inside({ selection, known, dossier, dossierState, onSelect }: InspectorProps) {
  if (!selection) {
    const links = [...known.carriers.values()];
    if (links.length > 0 && links.every(({ link }) => link !== 'up') && links.some(({ link }) => link === 'down'))
      return <OfflineInspector known={known} />;
    return <OverviewInspector known={known} onSelect={onSelect} />;
  }
  const { kind, id } = selection;
  const shared = { id, known, onSelect };
  switch (kind) {
    case 'order':
      return <OrderInspector key={id} id={id} dossier={dossier} state={dossierState} known={known} onSelect={onSelect} />;
    case 'resource': {
      const row = known.tables.resources.get(id);
      return row ? <ResourceInspector key={id} {...shared} row={row} /> : <NotKnown what="Resource" id={id} onClose={onSelect} />;
    }
    case 'node': {
      const row = known.tables.nodes.get(id);
      return row ? <NodeInspector key={id} {...shared} row={row} /> : <NotKnown what="Node" id={id} onClose={onSelect} />;
    }
    case 'interconnect': {
      const row = known.tables.interconnects.get(id);
      return row ? <InterconnectInspector key={id} {...shared} row={row} /> : <NotKnown what="Interconnect" id={id} onClose={onSelect} />;
    }
    case 'site':
      return <SiteInspector key={id} {...shared} />;
    case 'carrier':
      return <CarrierInspector key={id} {...shared} />;
    case 'risk':
      return <RiskInspector key={id} {...shared} />;
    case 'impairment': {
      const row = known.impairments.get(id);
      return row ? <ImpairmentInspector key={id} {...shared} row={row} /> : <NotKnown what="Impairment" id={id} onClose={onSelect} />;
    }
    default:
      return assertNever(kind);
  }
}
