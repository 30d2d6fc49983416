import { orderFieldNames, type OrderFieldName, type OrderFieldTexts } from './order-fields';

/** The host takes 200 at most; one more, so that what is too long is told, not cut unseen. */
const mostCharacters = 201;
/** A number and its unit. */
export const mostOfLimit = 40;

interface OrderBeingTyped {
  readonly typed: OrderFieldTexts;
  readonly set: (field: OrderFieldName, value: string | null) => void;
  readonly touch: (field: OrderFieldName) => void;
  readonly problem: (field: OrderFieldName) => string | undefined;
}

/** What the kit's fields of an order have in common. */
export function orderInputs({ typed, set, touch, problem }: OrderBeingTyped) {
  return {
    text: (field: OrderFieldName) => ({
      value: typed[field] ?? '',
      error: problem(field),
      maxLength: mostCharacters,
      onBlur: () => {
        touch(field);
      },
    }),
    choice: (field: OrderFieldName, options: readonly string[], usual: string) => ({
      data: [...options],
      value: typed[field] === undefined || typed[field] === '' ? usual : typed[field],
      allowDeselect: false,
      error: problem(field),
      onChange: (value: string | null) => {
        set(field, value);
      },
    }),
  };
}

/** As the host is asked: without what is empty, or of no use. */
export const sentFields = (typed: OrderFieldTexts): Record<string, string> => {
  const isDiverse = (typed['diverse-from'] ?? '').trim() !== '';
  const isLeftOut = (field: OrderFieldName): boolean => !isDiverse && (field === 'diverse-by' || field === 'diversity');
  return Object.fromEntries(
    orderFieldNames.flatMap((field) =>
      typed[field] === undefined || typed[field] === '' || isLeftOut(field) ? [] : [[field, typed[field]]],
    ),
  );
};

export const firstAccessing = (carriers: Iterable<{ readonly id: string; readonly role: string }>): string =>
  [...carriers].find(({ role }) => role !== 'dedicating')?.id ?? '';
