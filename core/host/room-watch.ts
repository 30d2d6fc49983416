import { tellFailure } from './announcements';
import type { HostParts } from './host-parts';

/** Has orders that wait, or are impaired, tried again once others have given something up: it may have been just what they lacked. Not each time. */
export function watchRoom({ engine, calls }: HostParts): void {
  let willLook = false;
  const lookLater = (): void => {
    if (willLook) return;
    willLook = true;
    engine.clock.after(engine.settings.roomRetryMs, () => {
      willLook = false;
      void look();
    });
  };
  const look = async (): Promise<void> => {
    if (engine.isEnding()) return;
    try {
      await calls.callEach(['planned', 'impaired'], (id) => !calls.isWorkedOn(id));
    } catch (error) {
      if (engine.isEnding()) return;
      await tellFailure(engine, 'room that was given up', error);
      lookLater();
    }
  };
  engine.network.graph.followRoom(lookLater);
}
