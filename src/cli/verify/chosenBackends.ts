import { BackendError, nearestName } from '../../errors.ts';
import { backendNames, testedBackends } from '../../verification/testedBackends.ts';
import type { TestedBackend } from '../../verification/testedBackends.ts';

/** The backends to compare on: those that are named, or all. Throws a BackendError for a named one that is unknown or not installed. */
export async function chosenBackends(names: readonly string[]): Promise<readonly TestedBackend[]> {
  const unknown = names.find(name => !backendNames.some(known => known === name));
  if (unknown !== undefined) {
    throw new BackendError('there is no such backend to compare on', { where: `--backend ${unknown}`, expected: backendNames.join(', '), nearest: nearestName(unknown, backendNames) });
  }
  if (names.length === 0) return testedBackends();
  const chosen = await testedBackends(names);
  const missing = chosen.find(({ backend }) => backend === undefined);
  if (missing !== undefined) throw new BackendError('the backend cannot be used', { where: `--backend ${missing.name}`, got: missing.missing, next: 'leave it out, and all that are installed are taken' });
  return chosen;
}
