import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import type { OrderRow } from '../../core/contract/live';
import { useShell } from '../app/shell-context';
import { counted, formatCount } from '../ui/numbers';

/** An export of orders that is under way: how far, in words (empty: none is), and how it is stopped. */
export function useExport() {
  const { beginFile } = useShell();
  const [text, setText] = useState('');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    text,
    stop: () => running.current?.abort(),
    async begin(orders: readonly OrderRow[]): Promise<void> {
      const stop = new AbortController();
      running.current?.abort();
      running.current = stop;
      try {
        const file = await beginFile('orders.csv');
        if (file === null) return;
        const { writeOrders } = await import('./export-orders');
        const isSaved = await writeOrders(orders, file, stop.signal, (done) => {
          if (done < orders.length) setText(`${formatCount(done)} of ${counted(orders.length, 'order')} written`);
        });
        if (isSaved && orders.length > 1_000) notifications.show({ message: `${counted(orders.length, 'order')} saved` });
      } catch (error) {
        notifications.show({
          ...{ title: 'Not saved', color: 'red', autoClose: false },
          message: error instanceof Error ? error.message : String(error),
        });
      } finally {
        setText('');
      }
    },
  };
}
