import type { Command } from 'commander';
import { z } from 'zod';
import { pathFields, type PathField } from '../../../core/circuits/path-intake';
import { define, noOptions } from '../define';
import { showBulkRequests, showPath, showPaths } from '../show-paths';
import { camel, wholeOption } from '../values';

const fieldSays: Readonly<Record<Exclude<PathField, 'path'>, string>> = {
  switch: 'the access switch (required)',
  provider: "the service provider's switch at its other end (required)",
  side: 'UNI, VPI up to 255, or NNI, up to 4095 (UNI)',
  vpi: 'its VPI at the switch (required)',
  vcis: 'the VCIs that it may use, such as 32-1023 (required)',
  'delta-threshold': 'more circuits are asked for when not more than so many remain (8)',
  'bulk-size': 'how many are asked for at once (32)',
  'time-threshold': 'how long a bulk request is expected to take at most (30s)',
  attempts: 'unsuccessful attempts after which it is held for the operator (5)',
  backoff: 'between an unsuccessful attempt and the next, doubled each time (5s)',
  quarantine: 'how long a released identifier is not given again (10min)',
  reserve: 'use, or hold: orders wait while not more than the delta threshold remain and more can be created (use)',
  order: 'the order whose connection carries it (none)',
};
const addFields = pathFields.filter((field) => field !== 'path');
const changeFields = addFields.filter((field) => !['switch', 'side', 'vpi'].includes(field));

const flagsOf = (fields: readonly Exclude<PathField, 'path'>[], says: (text: string) => string) =>
  fields.map((field) => [`--${field} <${field}>`, says(fieldSays[field])] as const);
const optionsOf = (fields: readonly PathField[]) =>
  z.object(Object.fromEntries(fields.map((field) => [camel(field), z.string().optional()])));
const typed = (fields: readonly PathField[], given: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = given[camel(field)];
      return text === undefined ? [] : [[field, text] as const];
    }),
  );

export function pathCommands(program: Command): void {
  const paths = program
    .command('paths')
    .description('Virtual paths: the pools of circuits in them, and the bulk requests that enlarge those.');
  define(paths, {
    usage: 'list',
    does: 'Lists virtual paths with their pools, what is pending for them, and when they are exhausted.',
    examples: ['longlines paths list'],
    asks: ['paths.list'],
    options: noOptions,
    async run({ session }) {
      const list = await session.call('paths.list', {});
      return {
        data: list,
        show: (screen) => {
          showPaths(screen, list, Date.now(), session.via === 'host');
        },
      };
    },
  });
  define(paths, {
    usage: 'show <path>',
    does: 'Shows a path: its pool, rate of use and forecast, the row of the conditions table that applies, its last requests.',
    examples: ['longlines paths show VP-1'],
    asks: ['paths.show'],
    options: noOptions,
    async run({ session }, [pathId = '']) {
      const path = await session.call('paths.show', { pathId });
      return {
        data: path,
        show: (screen) => {
          showPath(screen, path, Date.now(), session.via === 'host');
        },
      };
    },
  });
  define(paths, {
    usage: 'add <path>',
    does: 'Adds a virtual path; its first circuits are asked for at once.',
    examples: ['longlines paths add VP-1 --switch sw-nyc-1 --provider "Northern Broadband" --vpi 3 --vcis 32-1023'],
    flags: flagsOf(addFields, (text) => text),
    asks: ['paths.add'],
    options: optionsOf(addFields),
    async run({ session, by }, [path = ''], given) {
      const { pathId } = await session.call('paths.add', { fields: { path, ...typed(addFields, given) }, by });
      return {
        data: { pathId },
        show: (screen) => {
          screen.line(`path ${pathId} is entered; "longlines paths show ${pathId}" tells what becomes of it`);
        },
      };
    },
  });
  define(paths, {
    usage: 'change <path>',
    does: 'Changes what is named of a path; its switch, side, VPI and first identifier stay.',
    examples: ['longlines paths change VP-1 --bulk-size 64 --delta-threshold 16', 'longlines paths change VP-1 --order ""'],
    flags: flagsOf(changeFields, (text) => text.replace(/ \([^()]*\)$/, '')),
    asks: ['paths.change'],
    options: optionsOf(changeFields),
    async run({ session, by }, [pathId = ''], given) {
      const fields = typed(changeFields, given);
      await session.call('paths.change', { pathId, fields, by });
      return {
        data: { pathId, changed: Object.keys(fields) },
        show: (screen) => {
          screen.line(`path ${pathId} is changed`);
        },
      };
    },
  });
  define(paths, {
    usage: 'remove <path>',
    does: 'Removes a path that serves no circuit order; ended ones go on naming it, and what is created stays at the switch.',
    examples: ['longlines paths remove VP-1'],
    asks: ['paths.remove'],
    options: noOptions,
    async run({ session, by }, [pathId = '']) {
      await session.call('paths.remove', { pathId, by });
      return {
        data: { pathId },
        show: (screen) => {
          screen.line(`path ${pathId} is removed`);
        },
      };
    },
  });
  define(paths, {
    usage: 'retry <path>',
    does: 'Has a path that is held, or waits for its backoff’s end, ask for circuits again at once, or once its switch answers.',
    examples: ['longlines paths retry VP-1'],
    asks: ['paths.retry', 'paths.show'],
    options: noOptions,
    async run({ session, by }, [pathId = '']) {
      await session.call('paths.retry', { pathId, by });
      const { isSwitchUp } = await session.call('paths.show', { pathId });
      const when = isSwitchUp ? '' : session.via === 'host' ? ' once its switch answers' : ' once a host runs and its switch answers';
      return {
        data: { pathId },
        show: (screen) => {
          screen.line(`path ${pathId} asks again${when}`);
        },
      };
    },
  });
  define(paths, {
    usage: 'requests [path]',
    does: 'Lists bulk requests with what became of them, the newest first.',
    examples: ['longlines paths requests', 'longlines paths requests VP-1 --count 100'],
    flags: [['--count <number>', 'how many (20)']],
    asks: ['paths.requests'],
    options: z.object({ count: wholeOption(1, 100_000).default(20) }),
    async run({ session }, [pathId], { count }) {
      const requests = await session.call('paths.requests', { ...(pathId === undefined ? {} : { pathId }), count });
      return {
        data: requests,
        show: (screen) => {
          showBulkRequests(screen, requests, Date.now());
        },
      };
    },
  });
}
