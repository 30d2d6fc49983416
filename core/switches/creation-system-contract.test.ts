import { describeCreationSystem } from './testing/creation-system-contract';
import { startScripted } from './tl1/testing/scripted-contract';

describeCreationSystem('TL1, a scripted switch in virtual time', startScripted);
