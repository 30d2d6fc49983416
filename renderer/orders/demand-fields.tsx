import { NumberInput, Select, TextInput } from '@mantine/core';
import { diversityKinds } from '../../core/model/diversity';
import { signals } from '../../core/model/signal';
import { DateField } from './date-field';
import { mostOfLimit, orderInputs, type OrderBeingTyped } from './order-inputs';

/** How much an order asks for, and how slow it may be at most. `about`: what the signal is. */
export function RateFields({ about, ...typing }: OrderBeingTyped & { readonly about?: string }) {
  const { text, choice } = orderInputs(typing);
  return (
    <>
      <Select label="Signal" {...(about !== undefined && { description: about })} {...choice('signal', signals, '10GE-LAN')} searchable />
      <TextInput
        label="Latency limit"
        placeholder="9.4 ms"
        {...text('limit')}
        maxLength={mostOfLimit}
        onChange={(event) => {
          typing.set('limit', event.currentTarget.value);
        }}
      />
      <Select label="The limit is" {...choice('basis', ['one-way', 'round-trip'], 'one-way')} />
    </>
  );
}

interface PriorityFieldProps {
  readonly typing: OrderBeingTyped;
  readonly label: string;
  readonly description?: string;
}

/** In which order orders are served. */
export function PriorityField({ typing: { typed, set, problem }, ...words }: PriorityFieldProps) {
  return (
    <NumberInput
      {...words}
      min={1}
      max={9}
      allowDecimal={false}
      clampBehavior="strict"
      value={Number(typed.priority ?? '5')}
      error={problem('priority')}
      onChange={(value) => {
        set('priority', String(value));
      }}
    />
  );
}

/** From which order it has to be, or had better be, apart. `placeholder`: where none is named. */
export function DiversityFields({ placeholder, ...typing }: OrderBeingTyped & { readonly placeholder?: string }) {
  const { text, choice } = orderInputs(typing);
  const isDiverse = (typing.typed['diverse-from'] ?? '') !== '';
  return (
    <>
      <TextInput
        label="Apart from order"
        {...(placeholder !== undefined && { placeholder })}
        {...text('diverse-from')}
        onChange={(event) => {
          typing.set('diverse-from', event.currentTarget.value);
        }}
      />
      <Select label="By" {...choice('diverse-by', diversityKinds, 'shared-risk')} disabled={!isDiverse} />
      <Select label="It is" {...choice('diversity', ['required', 'preferred'], 'required')} disabled={!isDiverse} />
    </>
  );
}

/** From when until when it stands. */
export function TermFields(typing: OrderBeingTyped) {
  const { text } = orderInputs(typing);
  return (
    <>
      <DateField
        label="From"
        {...text('start')}
        onChange={(value) => {
          typing.set('start', value);
        }}
      />
      <DateField
        label="Until"
        {...text('end')}
        onChange={(value) => {
          typing.set('end', value);
        }}
      />
    </>
  );
}
