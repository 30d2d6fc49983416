import type { Recording } from '../engine';

/** Only one that no path is at: then nobody's circuits depend on it. The words why not, or null. */
export async function removeSwitch({ tx, note, tell, atMs }: Recording, id: string, by: string): Promise<string | null> {
  if (!(await tx.switches.get(id))) return `switch ${id} is not known; check its id`;
  const paths = await tx.paths.ofSwitch(id);
  if (paths.length > 0) {
    const shown = paths.slice(0, shownPaths).map((path) => path.id);
    const more = paths.length > shownPaths ? `, and ${paths.length - shownPaths} more` : '';
    return `switch ${id} has virtual paths (${shown.join(', ')}${more}); remove them first`;
  }
  await tx.switches.remove(id, atMs);
  await note('switch.removed', id, `by ${by}; what it holds stays there`, 'operator');
  tell({ kind: 'switch.changed', switchId: id, isUp: false });
  return null;
}

const shownPaths = 5;
