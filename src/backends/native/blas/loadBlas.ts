import { nodeModule } from '../../../platform/node.ts';
import { Blas } from './blas.ts';
import type { FoundLibrary } from './blas.ts';
import { threadsOf } from './blasOptions.ts';
import type { BlasOptions } from './blasOptions.ts';
import { findBlas, libraryVariable } from './findBlas.ts';
import { addressing } from './foreignMemory.ts';
import { installAdvice } from './installAdvice.ts';
import { loadKoffi } from './loadKoffi.ts';
import type { Koffi } from './loadKoffi.ts';
import { wantedKernel, withKernel } from './openBlasKernel.ts';
import { libraryOpener } from './openLibrary.ts';
import { openSystemLibrary } from './systemLibrary.ts';
import { ThreadCount } from './threadCount.ts';
import { vendorOf } from './vendors.ts';

/** Libraries that were found, by what was asked for: they stay loaded, and runs share the memory of their thread count. */
const foundBefore = new Map<string, FoundLibrary>();

/**
 * Finds, loads and tries the system's BLAS. Throws a BackendError where koffi or a BLAS is missing, where the library that was named is none or computes wrong products, and for a number of
 * threads that cannot be.
 */
export async function loadBlas(options: BlasOptions = {}): Promise<Blas> {
  const threads = threadsOf(options, process.env);
  const koffi = await loadKoffi();
  const asked = options.blas ?? process.env[libraryVariable] ?? '';
  const found = foundBefore.get(asked) ?? sharedWith([...foundBefore.values()], find(koffi, options.blas));
  foundBefore.set(asked, found);
  return new Blas(found, threads);
}

/** The same file under another name has one thread count with the first. */
function sharedWith(others: readonly FoundLibrary[], found: FoundLibrary): FoundLibrary {
  const { file } = found.functions;
  return others.find(other => file !== undefined && other.functions.file === file) ?? found;
}

function find(koffi: Koffi, named: string | undefined): FoundLibrary {
  const system = openSystemLibrary(koffi);
  const loading = { open: libraryOpener(koffi, system), addressOf: addressing(koffi), environment: process.env };
  const surroundings = { platform: process.platform, advice: installAdvice(process.platform, osRelease()) };
  const { name, loaded } = withKernel(system, wantedKernel(process.env), () => findBlas(named, loading, surroundings));
  const vendor = vendorOf(loaded.library, loaded.functions);
  const facts = vendor.describe(loaded);
  return { ...loaded, name, vendor: vendor.name, facts, count: new ThreadCount(facts) };
}

function osRelease(): string {
  try {
    return nodeModule('node:fs').readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
