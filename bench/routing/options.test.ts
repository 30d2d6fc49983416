import { describe, expect, test } from 'vitest';
import { jobNames } from './exchange';
import { readOptions } from './options';

const options = (...parameters: string[]) => {
  const asked = readOptions(parameters);
  if (asked.kind !== 'run') throw new Error(JSON.stringify(asked));
  return asked.options;
};

describe('options of the bench', () => {
  test('without any, all jobs on the three smaller networks with everybody', () => {
    const usual = options();
    expect(usual).toMatchObject({ jobs: jobNames, networks: ['n100', 'n1k', 'n10k'], seconds: 1.2, json: null, chart: null });
    expect(usual.peers).toContain('lemon');
  });

  test('the engine takes part whoever is asked for, by latency too where a peer books by latency', () => {
    expect(options('--peers', 'ngraph').peers).toEqual(['longlines', 'ngraph']);
    expect(options('--peers', 'lemon').peers).toEqual(['longlines', 'longlines-latency', 'lemon']);
  });

  test('jobs come in their order, files as networks', () => {
    expect(options('--jobs', 'J3, J1', '--nets', 'n100,package.json', '--seconds', '0.5', '--json', 'out.json')).toMatchObject({
      ...{ jobs: ['J1', 'J3'], networks: ['n100', 'package.json'], seconds: 0.5, json: 'out.json' },
    });
  });

  test.each([
    [['--jobs', 'J9'], /^--jobs J9: give some of J1/],
    [['--nets', 'n2k'], /^--nets n2k: give some of n100, n1k, n10k, n100k, or a GraphML file, which has to exist$/],
    [['--peers', 'dijkstra'], /^--peers dijkstra: give some of longlines/],
    [['--seconds', 'ten'], /^--seconds ten: give a number above 0/],
    [['--seconds', '0'], /^--seconds 0: give a number above 0/],
    [['--json', 'nowhere/out.json'], /^--json nowhere\/out.json: give a file in a folder that exists/],
    [['--job', 'J1'], /--job.*: see --help/],
    [['n1k'], /n1k.*: see --help/],
  ])('%j is refused, with the remedy', (parameters, message) => {
    const asked = readOptions(parameters);
    expect(asked.kind === 'wrong' && asked.message).toMatch(message);
  });

  test('--help is answered', () => {
    expect(readOptions(['--help']).kind).toBe('help');
  });
});
