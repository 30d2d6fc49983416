import { openControlPort, type ControlPort } from '../control-port';
import { audit } from './audit';
import { labCommand } from './commands';
import { CommandError, perform, type Stage } from './perform';

/** `POST /command` with a `LabCommand`, `GET /state` for an `Audit`. */
export const openCarrierControl = (stage: Stage, port: number): Promise<ControlPort> =>
  openControlPort(
    {
      state: () => audit(stage.carrier.network, stage.carrier.state, stage.streams.count + stage.log.count),
      perform: (command) => perform(stage, labCommand.parse(command)),
      refusalIn: (error) => (error instanceof CommandError ? error.message : null),
    },
    port,
  );
