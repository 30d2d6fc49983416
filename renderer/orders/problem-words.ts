import { orderFields, type OrderField } from '../../core/model/order-fields';

/** As the form calls them. */
const labels: Readonly<Record<OrderField, string>> = {
  order: 'Order',
  customer: 'Customer',
  accessing: 'Accessing carrier',
  a: 'A',
  z: 'Z',
  signal: 'Signal',
  limit: 'Latency limit',
  basis: 'The limit’s way',
  objective: 'Chosen by',
  recovery: 'How alternatives are found',
  priority: 'Priority',
  provenance: 'What readings are at least',
  start: 'From',
  end: 'Until',
  'diverse-from': 'Apart from order',
  'diverse-by': 'Apart by',
  diversity: 'Whether it is required to be apart',
  revert: 'The way back',
};

const remedies: Readonly<Partial<Record<OrderField, string>>> = {
  order: 'give it an id',
  customer: 'say whose it is',
  accessing: 'choose a carrier',
  a: 'choose a site',
  z: 'choose a site',
  signal: 'choose one',
  limit: 'write a number and its unit, such as 9.4 ms',
};

/** The host names fields as files do (`a is missing`); the form as it does, with what to do (`A is missing: choose a site`). */
export function problemWords(field: string, message: string): string {
  const name = orderFields.find((each) => each === field);
  if (name === undefined) return message;
  if (message === `${name} is missing`) return [`${labels[name]} is missing`, remedies[name] ?? []].flat().join(': ');
  if (message.startsWith('a and z are both ')) return message.replace('a and z', 'A and Z');
  if (name === 'limit' && message.includes(' is not a latency')) return `${labels.limit}: ${remedies.limit ?? ''}`;
  return message.startsWith(`${name} `) ? labels[name] + message.slice(name.length) : message;
}
