import type { CarrierShown } from '../../contract/shapes';
import type { Carrier } from '../../model/network';
import type { RecoveryPause } from '../../model/recovery-pause';
import type { NetworkView } from '../../network/network-view';

export function showCarrier(view: NetworkView, carrier: Carrier, pauses: readonly RecoveryPause[]): CarrierShown {
  const state = view.linkStates.get(carrier.id);
  const fileWords = view.fileWords(carrier.id);
  const own = <T extends { readonly carrierId: string; readonly condition: string }>(things: ReadonlyMap<string, T>): readonly T[] =>
    [...things.values()].filter(({ carrierId, condition }) => carrierId === carrier.id && condition !== 'withdrawn');
  const resources = own(view.resources);
  const pause = pauses.find(({ carrierId }) => carrierId === carrier.id) ?? pauses.find(({ carrierId }) => carrierId === null);
  const isUp = !view.isStale(carrier.id);
  return {
    ...carrier,
    link: isUp ? 'up' : fileWords === null ? 'down' : 'file',
    linkText: isUp ? '' : (fileWords ?? state?.reason ?? 'not connected yet'),
    sinceMs: state?.sinceMs ?? null,
    heardAtMs: state?.heardAtMs ?? null,
    nodes: own(view.nodes).length,
    resources: resources.length,
    dedicatedResources: resources.filter(({ isDedicated }) => isDedicated).length,
    clientPorts: own(view.ports).filter(({ plug }) => plug === null).length,
    hold: view.linkHolds.get(carrier.id) ?? null,
    recoveryPausedBy: pause?.text ?? null,
    warnings: [...(view.warnings.get(carrier.id) ?? [])],
  };
}
