import { ChainruleError } from '../../errors.ts';
import { findPackage } from './findPackage.ts';
import { incomplete } from './places.ts';
import type { BackendPlace } from './places.ts';

/** What is known of a backend here. */
export interface BackendState {
  readonly name: string;
  readonly what: string;
  /** `ready` has started, `installed` is there and was not tried, `unknown` depends on the build and the machine. */
  readonly state: 'ready' | 'installed' | 'missing' | 'unknown' | 'browsers';
  /** What it says of itself: its version, threads, library. */
  readonly about?: string | undefined;
  /** Why it is not there. */
  readonly problem?: string | undefined;
  /** How to get it. */
  readonly install?: string | undefined;
}

/** Finds out what is here. Without `start` only what takes little time is started, and of the rest the packages are looked for. */
export async function surveyed(places: readonly BackendPlace[], start: boolean): Promise<readonly BackendState[]> {
  const states: BackendState[] = [];
  for (const place of places) states.push(await stateOf(place, start));
  return states;
}

async function stateOf(place: BackendPlace, start: boolean): Promise<BackendState> {
  const { name, what, only, needs, install, systems, quick = false } = place;
  if (only !== undefined) return { name, what, state: only };
  if (systems?.includes(process.platform) === false) return { name, what, state: 'missing', problem: `not on ${process.platform}` };
  const problem = needs === undefined ? undefined : missing(needs);
  if (problem !== undefined) return { name, what, state: 'missing', problem, install };
  const found = needs === undefined ? undefined : findPackage(needs);
  const version = found && { about: `${needs} ${found.version}` };
  if (start || quick) return { ...version, ...await started(place) };
  return { name, what, state: systems === undefined ? 'installed' : 'unknown', ...version, ...(systems && { install: 'chainrule backends --start tries it' }) };
}

function missing(needs: string): string | undefined {
  return findPackage(needs) === undefined ? `${needs} is not installed` : incomplete(needs);
}

async function started({ name, what, install, start }: BackendPlace): Promise<BackendState> {
  try {
    const { about } = await start();
    return { name, what, state: 'ready', ...(about !== undefined && { about }) };
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    return { name, what, state: 'missing', problem: error.problem, install: install ?? error.details.next };
  }
}
