import { z } from 'zod';

/** Asks the control port of a lab's process to do something; throws with its words where it cannot. */
export async function postCommand(controlUrl: string, command: object): Promise<void> {
  const response = await fetch(`${controlUrl}/command`, { method: 'POST', body: JSON.stringify(command) });
  const answer = z.object({ error: z.string().optional() }).parse(await response.json());
  if (!response.ok) throw new Error(answer.error ?? `the control port answered ${response.status}`);
}

export async function getState(controlUrl: string): Promise<object> {
  const response = await fetch(`${controlUrl}/state`);
  if (!response.ok) throw new Error(`the control port answered ${response.status}`);
  return z.looseObject({}).parse(await response.json());
}
