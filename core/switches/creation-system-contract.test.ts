import { describeCreationSystem } from './testing/creation-system-contract';
import { startInMemory } from './testing/memory-contract';
import { startOverLab } from './tl1/testing/lab-contract';
import { startScripted } from './tl1/testing/scripted-contract';

describeCreationSystem('a switch in memory', startInMemory);
describeCreationSystem('TL1, a scripted switch in virtual time', startScripted);
for (const transport of ['tcp', 'tls', 'ssh'] as const)
  describeCreationSystem(`TL1 over ${transport}, the lab’s switch`, () => startOverLab(transport));
