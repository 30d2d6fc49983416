import { openControlPort, type ControlPort } from '../control-port';
import { audit } from './audit';
import { switchCommand } from './commands';
import { Denial } from './denial';
import type { Front } from './front';
import { perform } from './perform';
import type { Unit } from './unit';

/** `POST /command` with a `SwitchCommand`, `GET /state` for a `SwitchAudit`. */
export const openSwitchControl = (unit: Unit, front: Front, port: number): Promise<ControlPort> =>
  openControlPort(
    {
      state: () => audit(unit, front.hostKey()),
      perform: (command) => perform(unit, front, switchCommand.parse(command)),
      refusalIn: (error) => (error instanceof Denial ? `${error.code}: ${error.message}` : null),
    },
    port,
  );
