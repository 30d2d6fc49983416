import { spotlight } from '@mantine/spotlight';
import type { NativeAction } from '../client/native';
import { goTo } from './address';
import { openKeyList } from './frame-keys';

/** Does what the desktop's menu, a deep link or a notification asks of this window. */
export function followNativeAction(action: NativeAction): void {
  switch (action.kind) {
    case 'go':
      goTo(action.to);
      return;
    case 'palette':
      spotlight.open();
      return;
    case 'keys':
      openKeyList();
      return;
  }
}
