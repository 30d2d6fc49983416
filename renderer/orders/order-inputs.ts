import { orderFields, type OrderField, type OrderFields } from '../../core/model/order-fields';

/** The host takes 200 at most; one more, so that what is too long is told, not cut unseen. */
const mostCharacters = 201;
/** A number and its unit. */
export const mostOfLimit = 40;

export interface OrderBeingTyped {
  readonly typed: OrderFields;
  readonly set: (field: OrderField, value: string | null) => void;
  readonly touch: (field: OrderField) => void;
  readonly problem: (field: OrderField) => string | undefined;
}

/** What the kit's fields of an order have in common. */
export function orderInputs({ typed, set, touch, problem }: OrderBeingTyped) {
  return {
    text: (field: OrderField) => ({
      value: typed[field] ?? '',
      error: problem(field),
      maxLength: mostCharacters,
      onBlur: () => {
        touch(field);
      },
    }),
    choice: (field: OrderField, options: readonly string[], usual: string) => ({
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
export const sentFields = (typed: OrderFields): Record<string, string> => {
  const isDiverse = (typed['diverse-from'] ?? '').trim() !== '';
  const isLeftOut = (field: OrderField): boolean => !isDiverse && (field === 'diverse-by' || field === 'diversity');
  return Object.fromEntries(
    orderFields.flatMap((field) => (typed[field] === undefined || typed[field] === '' || isLeftOut(field) ? [] : [[field, typed[field]]])),
  );
};

export const firstAccessing = (carriers: Iterable<{ readonly id: string; readonly role: string }>): string =>
  [...carriers].find(({ role }) => role !== 'dedicating')?.id ?? '';
