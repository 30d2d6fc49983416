import { CloseButton, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { HoldOutSubject } from '../../core/model/hold-out';
import { useTable } from '../client/use-client';
import { findSubjects, keyOfSubject, kindBefore, kindWords, nameOfSubject, type KnownParts } from './subjects';
import classes from './subject-picker.module.css';

/** Of each kind; who wants another types a letter more. */
const mostShown = 12;

export function useKnownParts(): KnownParts {
  const carriers = useTable('carriers');
  const sites = useTable('sites');
  const nodes = useTable('nodes');
  const resources = useTable('resources');
  const interconnects = useTable('interconnects');
  return useMemo(
    () => ({ carriers: carriers.rows, sites: sites.rows, nodes: nodes.rows, resources: resources.rows, interconnects: interconnects.rows }),
    [carriers, sites, nodes, resources, interconnects],
  );
}

interface SubjectPickerProps {
  readonly label: string;
  readonly subjects: readonly HoldOutSubject[];
  readonly onChange: (subjects: readonly HoldOutSubject[]) => void;
}

/** Parts of the network, found by name: carriers, ducts, sites, nodes, single resources. */
export function SubjectPicker({ label, subjects, onChange }: SubjectPickerProps) {
  const known = useKnownParts();
  const [search, setSearch] = useState('');
  const found = useMemo(() => findSubjects(known, search, mostShown), [known, search]);
  const chosen = new Set(subjects.map(keyOfSubject));
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { subject, name } of found) {
    if (chosen.has(keyOfSubject(subject))) continue;
    const group = groups.get(subject.kind) ?? [];
    group.push({ value: keyOfSubject(subject), label: name === subject.id ? name : `${name}, ${subject.id}` });
    groups.set(subject.kind, group);
  }
  return (
    <div className={classes['picker']}>
      <Select
        label={label}
        placeholder="Carrier, duct, site, node or resource"
        searchable
        nothingFoundMessage="Nothing of the network is called so"
        data={[...groups].map(([kind, items]) => ({ group: kindWords[kind as HoldOutSubject['kind']], items }))}
        // What was typed has been looked for already.
        filter={({ options }) => options}
        value={null}
        searchValue={search}
        onSearchChange={setSearch}
        onChange={(value) => {
          const picked = found.find(({ subject }) => keyOfSubject(subject) === value);
          if (!picked) return;
          setSearch('');
          onChange([...subjects, picked.subject]);
        }}
      />
      {subjects.length > 0 && (
        <ul className={classes['chosen']} aria-label="Chosen">
          {subjects.map((subject) => (
            <li key={keyOfSubject(subject)}>
              {kindBefore(subject, known) !== '' && <span className={classes['kind']}>{kindBefore(subject, known)}</span>}
              <bdi title={subject.id}>{nameOfSubject(subject, known)}</bdi>
              <CloseButton
                size="xs"
                aria-label={`Leave out ${nameOfSubject(subject, known)}`}
                onClick={() => {
                  onChange(subjects.filter((other) => keyOfSubject(other) !== keyOfSubject(subject)));
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
