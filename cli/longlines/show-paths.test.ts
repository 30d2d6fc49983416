import { expect, test } from 'vitest';
import { callProcedure } from '../../core/host/procedures/call-procedure';
import { pathRequest, startedCircuits } from '../../core/host/testing/circuit-world';
import type { PathDossierShown, PathShown } from '../../core/contract/circuit-shapes';
import type { Screen } from '../screen';
import { showPath, showPaths } from './show-paths';

function shown(show: (screen: Screen) => void): string {
  const lines: string[] = [];
  show({
    heading: (text) => lines.push(text),
    line: (text) => lines.push(text),
    table: (columns, rows) => lines.push(...[columns, ...rows].map((cells) => cells.join(' | '))),
    progress: () => undefined,
  });
  return lines.join('\n');
}

test('a switch that is down does not answer; without a host nobody asked it, and that is said instead', async () => {
  const { host, world } = await startedCircuits();
  await host.addPath(pathRequest(), 'Ann');
  await world.newYork.goDown('unplugged');
  const serving = { host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null };
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const outcome = await callProcedure(serving, name, input, { signal: new AbortController().signal, onProgress: () => undefined });
    return outcome.kind === 'answer' ? outcome.output : outcome.error;
  };
  const list = (await ask('paths.list', {})) as readonly PathShown[];
  const path = (await ask('paths.show', { pathId: 'VP-1' })) as PathDossierShown;
  const texts = (isHost: boolean): readonly string[] => [
    shown((screen) => {
      showPaths(screen, list, world.clock.now(), isHost);
    }),
    shown((screen) => {
      showPath(screen, path, world.clock.now(), isHost);
    }),
  ];
  for (const text of texts(true)) {
    expect(text).toContain('its switch does not answer');
    expect(text).not.toContain('No host runs');
  }
  for (const text of texts(false)) {
    expect(text).not.toContain('does not answer');
    expect(text).toContain('No host runs');
  }
});
