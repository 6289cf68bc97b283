import { InvalidConfigError } from '../plugins/problem.ts';
import { advised } from './advised.ts';
import { withPlaces } from './loadConfig.ts';
import type { LoadedConfig, ReadConfig } from './loadConfig.ts';
import { requireResolved, withUnresolved } from './unresolved.ts';
import type { Unresolved } from './unresolved.ts';

/** Where a run's config came from, as those who make the run are told it. */
export interface FileOrigin {
  readonly folder: string;
  readonly located: <T>(work: () => T) => T;
  readonly placeOf: (path: readonly (string | number)[]) => string | undefined;
}

/** The origin of a config that was read from a file: its problems get the places where their values were written, and stand beside those of its references. */
export function fileOrigin({ folder, places, unresolved = resolved }: Pick<LoadedConfig, 'folder' | 'places'> & Partial<ReadConfig>): FileOrigin {
  return { folder, located: work => withPlaces(places, () => checking(work, unresolved)), placeOf: path => places.of(path) };
}

const resolved: Unresolved = { problems: [], missing: [] };

/** What goes wrong elsewhere may do so for lack of a value. */
function checking<T>(work: () => T, unresolved: Unresolved): T {
  let done: T;
  try {
    done = work();
  } catch (error) {
    if (error instanceof InvalidConfigError) throw InvalidConfigError.of(withUnresolved(error.problems, unresolved).map(advised));
    requireResolved(unresolved);
    throw error;
  }
  requireResolved(unresolved);
  return done;
}
