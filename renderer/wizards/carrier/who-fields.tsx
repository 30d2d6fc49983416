import { Select, TextInput } from '@mantine/core';
import type { CarrierRole } from '../../../core/model/network';

const roles: readonly { readonly value: CarrierRole; readonly label: string }[] = [
  { value: 'dedicating', label: 'Dedicates resources to the network' },
  { value: 'accessing', label: 'Its orders use the network' },
  { value: 'both', label: 'Both' },
];

interface WhoFieldsProps {
  readonly who: { readonly name: string; readonly id: string; readonly role: CarrierRole };
  readonly problems: { readonly name?: string; readonly id?: string };
  /** Shown where nothing is typed yet. */
  readonly example?: { readonly name: string; readonly id: string };
  readonly onName: (name: string) => void;
  readonly onId: (id: string) => void;
  readonly onRole: (role: CarrierRole) => void;
}

/** Which carrier it is: its name, its id and its role. */
export function WhoFields({ who, problems, example, onName, onId, onRole }: WhoFieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        {...(example && { placeholder: example.name })}
        required
        withAsterisk={false}
        maxLength={100}
        value={who.name}
        error={problems.name}
        onChange={(event) => {
          onName(event.currentTarget.value);
        }}
      />
      <TextInput
        label="Id"
        {...(example && { placeholder: example.id })}
        required
        withAsterisk={false}
        maxLength={40}
        spellCheck={false}
        value={who.id}
        error={problems.id}
        onChange={(event) => {
          onId(event.currentTarget.value);
        }}
      />
      <Select
        label="Role"
        data={[...roles]}
        allowDeselect={false}
        value={who.role}
        onChange={(chosen) => {
          const role = roles.find(({ value }) => value === chosen);
          if (role) onRole(role.value);
        }}
      />
    </>
  );
}
