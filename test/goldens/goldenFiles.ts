import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { goldenSchema } from './golden.ts';
import type { Golden } from './golden.ts';

const fileSchema = z.object({ cases: z.array(goldenSchema) });
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The committed choice of cases. */
export const fixturesFolder = fileURLToPath(new URL('fixtures', import.meta.url));

/**
 * The folder with all golden files: the environment variable CHAINRULE_GOLDENS, else `../shared/goldens` beside the repository. Undefined where the second is not there.
 *
 * Throws where the variable names a folder that does not exist.
 */
export function goldensFolder(): string | undefined {
  const named = process.env['CHAINRULE_GOLDENS'];
  if (named !== undefined && !existsSync(named)) throw new Error(`CHAINRULE_GOLDENS names ${named}, which does not exist`);
  const folder = named ?? resolve(root, '../shared/goldens');
  return existsSync(folder) ? folder : undefined;
}

/** The names of a folder's golden files, without their ending. */
export function goldenFileNames(folder: string): readonly string[] {
  return readdirSync(folder).filter(name => name.endsWith('.json')).map(name => name.slice(0, -'.json'.length)).toSorted();
}

/** The cases of a golden file. */
export function readGoldens(folder: string, file: string): readonly Golden[] {
  return fileSchema.parse(JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'))).cases;
}
