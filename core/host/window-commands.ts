import type { HoldOutSubject } from '../model/hold-out';
import type { MaintenanceWindow, WindowOrder } from '../model/maintenance-window';
import type { Intervention } from '../interventions/intervention';
import {
  cancelWindow,
  changeWindow,
  planWindow,
  type WindowAnswer,
  type WindowChange,
  type WindowPlan,
} from '../interventions/windows/plan-window';
import { previewWindow, type PreviewedOrder } from '../interventions/windows/preview-window';
import { planMove } from '../flows/move-connection';
import { readHoldings } from '../flows/order-steps';
import { describeMove } from '../provisioning/plan-move';
import type { HostParts } from './host-parts';
import type { WindowWatch } from './window-watch';

export type WindowPreview =
  | {
      readonly kind: 'previewed';
      /** How each would be moved, in words: what is kept, made and broken, and for how long it is interrupted; null: it would not be. */
      readonly orders: readonly (PreviewedOrder & { readonly how: string | null })[];
      readonly unhit: number;
    }
  | { readonly kind: 'refused'; readonly message: string };

/** Maintenance windows (N12). Whatever is refused has changed nothing. */
export interface WindowCommands {
  planWindow(plan: WindowPlan, by: string): Promise<WindowAnswer>;
  changeWindow(windowId: string, change: WindowChange, by: string): Promise<WindowAnswer>;
  cancelWindow(windowId: string, intervention: Intervention): Promise<WindowAnswer>;
  /** What maintenance of the subjects would do to the orders in service, as things stand. Nothing is changed. */
  previewWindow(subjects: readonly HoldOutSubject[]): Promise<WindowPreview>;
  /** By their beginning, with what became of the orders that they hit. */
  windows(): Promise<readonly (MaintenanceWindow & { readonly orders: readonly WindowOrder[] })[]>;
}

export function windowCommands({ engine }: HostParts, watch: WindowWatch): WindowCommands {
  const followed = async (command: Promise<WindowAnswer>): Promise<WindowAnswer> => {
    const answer = await command;
    if (answer.kind === 'received') await watch.look();
    return answer;
  };
  const preview = async (subjects: readonly HoldOutSubject[]): Promise<WindowPreview> => {
    const answer = await previewWindow(engine, subjects);
    if (answer.kind === 'refused') return answer;
    const orders = [];
    for (const previewed of answer.orders) {
      const holdings = previewed.route && previewed.heldBack === null ? await readHoldings(engine, previewed.order.id) : null;
      const plan = holdings && previewed.route && planMove(engine.network, holdings, previewed.route);
      orders.push({ ...previewed, how: plan && describeMove(engine.network.view, plan) });
    }
    return { ...answer, orders };
  };
  return {
    planWindow: (plan, by) => followed(planWindow(engine, plan, by)),
    changeWindow: (windowId, change, by) => followed(changeWindow(engine, windowId, change, by)),
    cancelWindow: (windowId, intervention) => followed(cancelWindow(engine, windowId, intervention)),
    previewWindow: preview,
    windows: () =>
      engine.store.transaction(async (tx) => {
        const orders = await tx.windows.orders();
        const windows = await tx.windows.list();
        return windows.map((window) => ({ ...window, orders: orders.filter(({ windowId }) => windowId === window.id) }));
      }),
  };
}
