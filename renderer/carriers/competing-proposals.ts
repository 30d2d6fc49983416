import type { InterconnectProposed } from '../../core/contract/links';

/** Of a proposal the others that want one of its ports as well: a port joins one other, so one of them is confirmed as it stands. */
export function rivalsOf(proposed: readonly InterconnectProposed[]): ReadonlyMap<InterconnectProposed, readonly InterconnectProposed[]> {
  const byPort = new Map<string, InterconnectProposed[]>();
  for (const each of proposed) for (const { portId } of [each.a, each.z]) byPort.set(portId, [...(byPort.get(portId) ?? []), each]);
  return new Map(
    proposed.map((each) => [
      each,
      [...new Set([each.a, each.z].flatMap(({ portId }) => byPort.get(portId) ?? []))].filter((other) => other !== each),
    ]),
  );
}

/** What becomes of the others once one is confirmed, in words; `nameOf`: a carrier's name. Empty: nobody else wants its ports. */
export function rivalWords(
  { a, z }: InterconnectProposed,
  rivals: readonly InterconnectProposed[],
  nameOf: (carrierId: string) => string,
): string {
  return [a, z]
    .flatMap(({ portId, portName }) => {
      const others = rivals.flatMap((rival) =>
        rival.a.portId === portId
          ? [{ end: rival.z, isElsewhere: rival.freeA.length > 0 }]
          : rival.z.portId === portId
            ? [{ end: rival.a, isElsewhere: rival.freeZ.length > 0 }]
            : [],
      );
      if (others.length === 0) return [];
      const names = [...new Set(others.map(({ end }) => nameOf(end.carrierId)))].join(' and ');
      const next = others.every(({ isElsewhere }) => isElsewhere)
        ? 'the next free port is proposed to the others then'
        : 'no other port is free there, so the others cannot be joined then';
      return [`${portName} is wanted by ${names} too. Confirm the one that has the cable; ${next}`];
    })
    .join('; ');
}
