import { assertNever } from '../../core/model/assert-never';
import type { SwitchCommand } from './commands';
import { Denial } from './denial';
import type { Front } from './front';
import { crossAid, trunkAid, trunkAidList, type TrunkEnd } from './tl1/aids';
import type { Unit } from './unit';

const byHand = { source: '0', user: 'CRAFT' };

/** Does it; throws a `Denial` where the unit cannot. */
export async function perform(unit: Unit, front: Front, command: SwitchCommand): Promise<void> {
  const { mood, announcer, multiplexer } = unit;
  switch (command.kind) {
    case 'deny':
    case 'partial':
    case 'repeat-later':
    case 'lose-answers':
    case 'late':
    case 'disconnect':
    case 'wrong-ctag':
      mood.order(command);
      return;
    case 'slow':
      mood.slowMs = command.ms;
      return;
    case 'processing':
      mood.processingMs = command.ms;
      return;
    case 'silent':
      mood.silent = command.mode;
      return;
    case 'storm':
      announcer.storm(command.count, command.perSecond);
      return;
    case 'skip-atag':
      announcer.skip(command.count);
      return;
    case 'alarm':
      announcer.alarm(command);
      return;
    case 'go-down':
      await front.goDown(command.ms);
      return;
    case 'restart':
      await front.goDown(command.ms ?? 200, () => {
        unit.life += 1;
        announcer.restart();
        unit.bulkLog.restarted(Date.now());
        if (!command.hasMemory) multiplexer.forget();
      });
      return;
    case 'new-host-key':
      front.renewHostKey();
      return;
    case 'make-circuits': {
      const ends = endsOf(command);
      for (const end of ends) multiplexer.checkTrunk(end);
      const absent = ends.filter((end) => !multiplexer.hasCircuit(end));
      for (const end of absent) multiplexer.enterCircuit(end);
      multiplexer.save();
      if (!command.isUntold && absent.length > 0) announcer.changed('ENT-VCL', trunkAidList(absent), 'IS', byHand);
      return;
    }
    case 'delete-circuits': {
      const there = endsOf(command).filter((end) => multiplexer.hasCircuit(end));
      const [first] = endsOf(command);
      if (there.length === 0)
        throw new Denial('IENE', `there is no circuit from ${first ? trunkAid(first) : 'there'} to VCI ${command.last}`);
      for (const end of there) multiplexer.removeByHand(end);
      multiplexer.save();
      if (!command.isUntold) announcer.changed('DLT-VCL', trunkAidList(there), '', byHand);
      return;
    }
    case 'make-cross-connection':
      multiplexer.connect(command, 'IS');
      multiplexer.save();
      if (!command.isUntold) announcer.changed('ENT-CRS-VC', crossAid(command), 'IS', byHand);
      return;
    case 'delete-cross-connection': {
      const crossed = multiplexer.crossConnectionOf(command);
      multiplexer.separateByHand(command);
      multiplexer.save();
      if (!command.isUntold && crossed) announcer.changed('DLT-CRS-VC', crossAid(crossed), '', byHand);
      return;
    }
    case 'heal':
      mood.heal();
      announcer.calm();
      announcer.clearAlarms();
      return;
    case 'clear':
      await front.comeBack();
      await front.goDown(0, () => {
        unit.life += 1;
        mood.heal();
        announcer.forget();
        unit.bulkLog.forget();
        multiplexer.forget();
        front.firstHostKey();
      });
      return;
    default:
      assertNever(command);
  }
}

function endsOf({ vpi, first, last }: { readonly vpi: number; readonly first: number; readonly last: number }): readonly TrunkEnd[] {
  if (first > last || last > 65_535) throw new Denial('IDRG', `${first} to ${last} is no range of VCIs`);
  return Array.from({ length: last - first + 1 }, (_, index) => ({ vpi, vci: first + index }));
}
