import { expect, test } from 'vitest';
import { z } from 'zod';
import { procedures, type ProcedureName } from './procedures';
import { hasRole, roles } from '../model/role';
import { judgeHostFiles, namesHostFiles, rightOf, roleOf, whyNot } from './roles';

test('each role may do what those before it may, and not what those behind it may', () => {
  for (const [index, role] of roles.entries())
    expect(roles.map((needed) => hasRole(role, needed))).toEqual(roles.map((_, needed) => needed <= index));
});

test('each procedure has a role, and nobody changes anything as a viewer', () => {
  expect(Object.keys(rightOf).sort()).toEqual(Object.keys(procedures).sort());
  // Who does it is asked for where something is done, and told in the history.
  for (const name of Object.keys(procedures) as ProcedureName[])
    if ('by' in propertiesOf(name)) expect(hasRole('viewer', roleOf(name)), name).toBe(false);
});

test('each procedure that is given the path of a file says so', () => {
  const named = (Object.keys(procedures) as ProcedureName[]).filter((name) =>
    Object.keys(propertiesOf(name)).some((property) => /(^file|File|[Ff]older)$/.test(property)),
  );
  expect(new Set(named)).toEqual(new Set([...namesHostFiles, 'connecting.probe']));
  for (const name of judgeHostFiles) expect(namesHostFiles.has(name), name).toBe(false);
});

/** What it is given, by name. */
const propertiesOf = (name: ProcedureName): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(procedures[name].input, { unrepresentable: 'any', io: 'input' }).properties ?? {};

test('who may not is told what, and whom to ask', () => {
  const ann = { account: 'ann', role: 'viewer' } as const;
  expect(whyNot(ann, rightOf['orders.list'])).toBeNull();
  expect(whyNot(ann, rightOf['orders.cancel'])).toBe('viewer ann may not cancel orders; ask an operator or administrator');
  expect(whyNot({ ...ann, role: 'operator' }, rightOf.backup)).toBe('operator ann may not back up the store; ask an administrator');
  expect(whyNot({ ...ann, role: 'operator' }, rightOf['orders.cancel'])).toBeNull();
});
