import { networkKinds, type NetworkKind } from '../../core/contract/channel';

const networkKey = 'longlines.network';

/** Of each window its own: a second one may practise while the first is live. The address says it of one that another window or the shell opened. */
export function networkOfThisWindow(): NetworkKind {
  const kept = sessionStorage.getItem(networkKey) ?? new URLSearchParams(window.location.search).get('network');
  return networkKinds.find((kind) => kind === kept) ?? 'live';
}

export function keepNetwork(network: NetworkKind): void {
  sessionStorage.setItem(networkKey, network);
}
