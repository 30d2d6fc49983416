import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTable } from '../client/use-client';
import { orderInputs, type OrderBeingTyped } from './order-inputs';

/** As many orders are looked through for customers who are known. */
const mostLookedThrough = 20_000;

/** The fields that say whose an order is. `hasFocus`: one begins with the customer. */
export function WhoseFields({ hasFocus, ...typing }: OrderBeingTyped & { readonly hasFocus: boolean }) {
  const { typed, set, problem } = typing;
  const { text } = orderInputs(typing);
  const orders = useTable('orders');
  const carriers = useTable('carriers');
  const customers = useMemo(
    () => [...new Set([...orders.rows.values()].slice(0, mostLookedThrough).map(({ customer }) => customer))].sort(),
    [orders],
  );
  const accessing = [...carriers.rows.values()]
    .filter(({ role }) => role !== 'dedicating')
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextInput
        label="Order"
        description="Its id, for good"
        {...text('order')}
        onChange={(event) => {
          set('order', event.currentTarget.value);
        }}
      />
      <Autocomplete
        label="Customer"
        description="As it stands in reports"
        data-autofocus={hasFocus || undefined}
        openOnFocus={false}
        limit={8}
        data={customers}
        {...text('customer')}
        onChange={(value) => {
          set('customer', value);
        }}
      />
      <Select
        label="Accessing carrier"
        description="Whose customer it is"
        data={accessing}
        searchable
        value={typed.accessing ?? null}
        allowDeselect={false}
        error={problem('accessing')}
        nothingFoundMessage="No such carrier"
        onChange={(value) => {
          set('accessing', value);
        }}
      />
    </>
  );
}
