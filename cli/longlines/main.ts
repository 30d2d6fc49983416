#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCodes, Failure } from './exit-codes';
import { mindManners } from './manners';
import { createOutput } from './output';
import { createProgram } from './program';

const words = process.argv.slice(2);
const isJson = words.includes('--json');
mindManners();
try {
  await createProgram().parseAsync(words, { from: 'user' });
} catch (error) {
  // Help and version are no errors; Commander has said what was wrong with the usage.
  if (error instanceof CommanderError) {
    const isUsage = error.exitCode !== 0;
    if (isUsage && isJson) createOutput(true).failure(new Failure('usage', error.message));
    process.exitCode = isUsage ? exitCodes.usage : exitCodes.done;
  } else if (error instanceof Failure) {
    createOutput(isJson).failure(error);
    process.exitCode = error.exitCode;
  } else throw error;
}
