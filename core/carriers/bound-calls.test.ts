import { describe, expect, test } from 'vitest';
import { boundCalls } from './bound-calls';
import type { CarrierLink, DeleteOutcome, ReadOutcome, ServiceRequest } from './carrier-link';

/** A link whose answers come when a test says so. */
function slowLink() {
  const asked: string[] = [];
  const answers = new Map<string, { readonly give: () => void; readonly fail: (error: Error) => void }>();
  const ask = <T>(name: string, outcome: T): Promise<T> => {
    asked.push(name);
    return new Promise<T>((resolve, reject) => {
      answers.set(name, {
        give: () => {
          resolve(outcome);
        },
        fail: reject,
      });
    });
  };
  const link: CarrierLink = {
    carrierId: 'alpha',
    open: () => void asked.push('open'),
    resynchronise: () => void asked.push('resynchronise'),
    createService: ({ uuid }) => ask(`create ${uuid}`, { kind: 'refused', tag: 't', message: uuid }),
    readService: (uuid): Promise<ReadOutcome> => ask(`read ${uuid}`, { kind: 'absent' }),
    rerouteService: ({ uuid }) => ask(`reroute ${uuid}`, { kind: 'absent' }),
    deleteService: (uuid): Promise<DeleteOutcome> => ask(`delete ${uuid}`, { kind: 'deleted' }),
    close: async () => void asked.push('close'),
  };
  return { link, asked, answers };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const request = (uuid: string): ServiceRequest => ({
  uuid,
  name: 'O',
  signal: '1GE',
  aPortUuid: 'a',
  zPortUuid: 'z',
  resourceUuids: [],
  maxDelayNs: 1,
});

describe('requests at one carrier', () => {
  test('are under way up to the limit, of all kinds together; the others wait in order', async () => {
    const { link, asked, answers } = slowLink();
    const bounded = boundCalls(link, 2);
    const outcomes = [
      bounded.createService(request('1')),
      bounded.readService('2'),
      bounded.deleteService('3'),
      bounded.rerouteService(request('4')),
    ];
    await turn();
    expect(asked).toEqual(['create 1', 'read 2']);
    answers.get('read 2')?.give();
    await turn();
    expect(asked).toEqual(['create 1', 'read 2', 'delete 3']);
    for (const name of ['create 1', 'delete 3']) answers.get(name)?.give();
    await turn();
    expect(asked).toEqual(['create 1', 'read 2', 'delete 3', 'reroute 4']);
    answers.get('reroute 4')?.give();
    expect(await Promise.all(outcomes)).toEqual([
      { kind: 'refused', tag: 't', message: '1' },
      { kind: 'absent' },
      { kind: 'deleted' },
      { kind: 'absent' },
    ]);
  });

  test('that fail make room as those that are answered do', async () => {
    const { link, asked, answers } = slowLink();
    const bounded = boundCalls(link, 1);
    const failing = bounded.readService('1');
    const next = bounded.readService('2');
    await turn();
    answers.get('read 1')?.fail(new Error('connector is broken'));
    await expect(failing).rejects.toThrow('connector is broken');
    await turn();
    answers.get('read 2')?.give();
    await expect(next).resolves.toEqual({ kind: 'absent' });
    void bounded.readService('3');
    void bounded.readService('4');
    await turn();
    expect(asked).toEqual(['read 1', 'read 2', 'read 3']);
  });
});

test('opening, resynchronising and closing do not wait for requests', async () => {
  const { link, asked } = slowLink();
  const bounded = boundCalls(link, 1);
  void bounded.readService('1');
  bounded.open(async () => {});
  bounded.resynchronise();
  await bounded.close();
  expect(asked).toEqual(['read 1', 'open', 'resynchronise', 'close']);
  expect(bounded.carrierId).toBe('alpha');
});
