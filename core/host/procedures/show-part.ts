import type { Condition, NetworkSubject } from '../../model/network';
import type { NetworkView } from '../../network/network-view';

export interface Part {
  readonly id: string;
  readonly name: string;
  readonly condition: Condition;
  readonly conditionText: string;
  readonly heldOutBy: string | null;
}

/** What is shown of every part of the network. */
export function showPart(view: NetworkView, subject: NetworkSubject): Part {
  const { condition, text } = view.health(subject);
  return { id: subject.id, name: view.nameOf(subject), condition, conditionText: text, heldOutBy: view.heldOut(subject)?.text ?? null };
}
