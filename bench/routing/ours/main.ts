import { readFileSync } from 'node:fs';
import type { Task } from '../exchange';
import { serveSlices } from '../serve-slices';
import { beginnings, engineAnswerers, engineManners } from './answerers';

/** The engine as a process beside the peers': `node bench-routing-ours.js TASK warm|cold|latency`. */
const [taskFile, asked] = process.argv.slice(2);
const manner = engineManners.find((name) => name === asked);
if (taskFile === undefined || manner === undefined)
  throw new Error(`give a task's file and one of ${engineManners.join(', ')}: the bench starts this program`);
const task = JSON.parse(readFileSync(taskFile, 'utf8')) as Task;
serveSlices(engineAnswerers(task, manner), manner === 'warm' ? beginnings(task) : {});
