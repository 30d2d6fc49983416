/** Lists of whole numbers by index: those of i are `items[first[i]]` to `items[first[i + 1]]`. */
export interface Lists {
  readonly first: Int32Array;
  readonly items: Int32Array;
}

/** Each value under its key, in the order in which they are given. */
export function listed(keyCount: number, keys: ArrayLike<number>, value: (at: number) => number): Lists {
  const first = new Int32Array(keyCount + 1);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    first[key + 1] = (first[key + 1] as number) + 1;
  }
  for (let key = 0; key < keyCount; key++) first[key + 1] = (first[key + 1] as number) + (first[key] as number);
  const next = first.slice();
  const items = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    const place = next[key] as number;
    items[place] = value(at);
    next[key] = place + 1;
  }
  return { first, items };
}

export const itemsOf = ({ first, items }: Lists, index: number): Int32Array => items.subarray(first[index], first[index + 1]);
