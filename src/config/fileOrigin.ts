import type { LoadedConfig } from './loadConfig.ts';
import { withPlaces } from './loadConfig.ts';

/** Where a run's config came from, as those who make the run are told it. */
export interface FileOrigin {
  readonly folder: string;
  readonly located: <T>(work: () => T) => T;
  readonly placeOf: (path: readonly (string | number)[]) => string | undefined;
}

/** The origin of a config that was read from a file: its problems get the places where their values were written. */
export function fileOrigin({ folder, places }: Pick<LoadedConfig, 'folder' | 'places'>): FileOrigin {
  return { folder, located: work => withPlaces(places, work), placeOf: path => places.of(path) };
}
