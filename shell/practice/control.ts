import { z } from 'zod';

const answer = z.object({ error: z.string().optional() });

/** Tells one of the lab's processes what to do, over its control port (`lab/carrier/README.md`, `lab/switch/README.md`). Throws with its words where it cannot. */
export async function command(controlUrl: string, asked: Readonly<Record<string, unknown>> & { readonly kind: string }): Promise<void> {
  const response = await fetch(`${controlUrl}/command`, {
    method: 'POST',
    body: JSON.stringify(asked),
    signal: AbortSignal.timeout(answerMs),
  });
  const { error } = answer.parse(await response.json());
  if (!response.ok) throw new Error(error ?? `the control port answered ${response.status}`);
}

const answerMs = 10_000;
