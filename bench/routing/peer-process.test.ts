import { describe, expect, test } from 'vitest';
import { startPeer } from './peer-process';

const program = (script: string) => ({ program: process.execPath, parameters: ['-e', script] });
const slice = { job: 'J1', manner: 'each', first: 3, count: 2 } as const;

describe('a peer as a process', () => {
  test('is asked by lines and answers with JSON', async () => {
    const peer = await startPeer(
      'echo',
      program(`console.log('{"ready":true,"nodes":3}'); process.stdin.on('data', (line) => {
        const [job, manner, first, count] = String(line).trim().split(' ');
        console.log(JSON.stringify({ values: [Number(first), Number(count)], ns: [job + manner] }));
      })`),
      20_000,
    );
    expect(peer.facts).toEqual({ nodes: 3 });
    expect(await peer.ask(slice, 20_000)).toEqual({ values: [3, 2], ns: ['J1each'] });
    peer.dispose();
  });

  test('that ends before it is ready, or while it is asked, says what it said last', async () => {
    const broken = program(`console.error('no such file'); process.exit(3)`);
    await expect(startPeer('broken', broken, 20_000)).rejects.toThrow('broken ended by itself (code 3): no such file');
    const brief = program(
      `console.log('{"ready":true,"nodes":3}'); process.stdin.once('data', () => { console.error('out of memory'); process.exit(4); })`,
    );
    const peer = await startPeer('brief', brief, 20_000);
    await expect(peer.ask(slice, 20_000)).rejects.toThrow('brief ended by itself (code 4): out of memory');
    await expect(peer.ask(slice, 20_000)).rejects.toThrow('brief ended by itself');
  });

  test('that takes too long is ended', async () => {
    const peer = await startPeer('slow', program(`console.log('{"ready":true,"nodes":3}'); process.stdin.resume()`), 20_000);
    await expect(peer.ask(slice, 10)).rejects.toThrow('slow took longer than 0 s for one request and was ended');
  });

  test('that is not there cannot be started', async () => {
    await expect(startPeer('nobody', { program: '/nowhere/peer', parameters: [] }, 20_000)).rejects.toThrow('nobody could not be started');
  });
});
