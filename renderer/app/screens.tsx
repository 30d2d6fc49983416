import { IconAccessPoint, IconActivityHeartbeat, IconAffiliate, IconHistory, IconListDetails, IconTopologyBus } from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export interface Screen {
  /** Of the address: `#/orders`. */
  readonly id: string;
  readonly name: string;
  readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number | string }>;
  /** Loaded when it is first shown. */
  readonly component: LazyExoticComponent<ComponentType>;
}

const screen = (id: string, name: string, icon: Screen['icon'], load: () => Promise<{ default: ComponentType }>): Screen => ({
  id,
  name,
  icon,
  component: lazy(load),
});

/** In the order of the rail; Alt+1 opens the first. */
export const screens: readonly Screen[] = [
  screen('network', 'Network', IconAffiliate, async () => ({ default: (await import('../network/network-screen')).NetworkScreen })),
  screen('orders', 'Orders', IconListDetails, async () => ({ default: (await import('../orders/orders-screen')).OrdersScreen })),
  screen('circuits', 'Circuits', IconTopologyBus, async () => ({ default: (await import('../circuits/circuits-screen')).CircuitsScreen })),
  screen('recovery', 'Recovery', IconActivityHeartbeat, async () => ({
    default: (await import('../recovery/recovery-screen')).RecoveryScreen,
  })),
  screen('carriers', 'Carriers', IconAccessPoint, async () => ({ default: (await import('../carriers/carriers-screen')).CarriersScreen })),
  screen('history', 'History', IconHistory, async () => ({ default: (await import('../history/history-screen')).HistoryScreen })),
];

export const firstScreen = 'network';
