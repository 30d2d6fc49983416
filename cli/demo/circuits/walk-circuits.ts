import type { Demo } from '../demo';
import { connectSwitches } from './connect-switches';
import {
  circuitsRest,
  disturbBeforehand,
  killSwitchInBulkRequest,
  releaseSome,
  restartWithoutMemory,
  retryHeldPath,
} from './disturb-switches';
import { makePaths } from './make-paths';
import { orderFromFile, type Answered } from './order-circuits';
import { showConditions, showForecast, showPools, showRequests } from './show-circuits';

/** Circuits on two switches that fail in all the ways that real ones do; what was answered to the orders. */
export async function walkCircuits(demo: Demo): Promise<readonly Answered[]> {
  await connectSwitches(demo);
  const scene = await makePaths(demo);
  await disturbBeforehand(demo, scene);
  const ordered = await orderFromFile(demo, scene);
  await killSwitchInBulkRequest(demo, scene);
  await circuitsRest(demo, ({ pathId }) => pathId === scene.pathId('held'));
  await showPools(demo);
  await showConditions(demo);
  await retryHeldPath(demo, scene);
  await restartWithoutMemory(demo, scene);
  const again = await releaseSome(demo, scene);
  await showPools(demo);
  await showRequests(demo);
  await showForecast(demo);
  return [ordered, again];
}
