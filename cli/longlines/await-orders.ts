import { z } from 'zod';
import type { OrderShown } from '../../core/contract/shapes';
import { isFinal, type OrderState } from '../../core/model/order';
import { exitCodes, type ExitCode } from './exit-codes';
import type { Cli } from './define';
import type { Result } from './output';
import { showOrders } from './show-orders';
import { wholeOption } from './values';

export const waitFlags = [
  ['--wait', 'until it is active, ended, or waits for something; the exit status tells which'],
  ['--wait-timeout <seconds>', 'how long at most (300)'],
] as const;
export const waitOptions = { wait: z.boolean().default(false), waitTimeout: wholeOption(1, 86_400).default(300) };

/** Waits until the orders are at rest, with progress. */
export async function awaitOrders(
  { session, output, timeoutMs }: Cli,
  orderIds: readonly string[],
  waitSeconds: number,
  wished: OrderState = 'active',
): Promise<Result> {
  const { orders, isAtRest } = await session.call(
    'orders.await',
    { orderIds: [...orderIds], timeoutMs: waitSeconds * 1000 },
    {
      timeoutMs: waitSeconds * 1000 + timeoutMs,
      onProgress: ({ text, done, total }) => {
        output.progress(`${total === null || total === 1 ? '' : `${done} of ${total}, `}${text}`);
      },
    },
  );
  const codes = orders.map(({ state }) => codeOf(state, wished));
  return {
    data: { isAtRest, orders },
    show(screen) {
      showOrders(screen, orders);
      if (!isAtRest) screen.line(`not at rest after ${waitSeconds} s: it goes on, "longlines orders show" tells how`);
    },
    exitCode: isAtRest ? together(codes) : exitCodes.unanswered,
    leavesWork: !orders.every(({ state }) => isFinal(state)),
  };
}

function codeOf(state: OrderShown['state'], wished: OrderState): ExitCode {
  if (state === wished) return exitCodes.done;
  return state === 'rejected' || state === 'failed' || state === 'released' ? exitCodes.refused : exitCodes.notInService;
}

/** One for all: where they differ, it is partly done if any is. */
export function together(codes: readonly ExitCode[]): ExitCode {
  const [first = exitCodes.done] = codes;
  if (codes.every((code) => code === first)) return first;
  return codes.includes(exitCodes.done) ? exitCodes.partly : exitCodes.notInService;
}
