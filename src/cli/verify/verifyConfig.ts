import { fileOrigin } from '../../config/fileOrigin.ts';
import { loadUnresolved } from '../../config/loadConfig.ts';
import { withPlugins } from '../../config/loadPlugins.ts';
import { parseOverride } from '../../config/override.ts';
import type { RunConfig } from '../../config/schema.ts';
import type { Plugin } from '../../plugins/definePlugin.ts';
import { createRun } from '../../run/createRun.ts';
import { runProblem } from '../../verification/runProblem.ts';
import type { Verification } from '../../verification/verification.ts';
import { verifyBatches } from '../../verification/verifyBatches.ts';
import type { VerifyOptions } from '../../verification/verifyProblem.ts';
import { batchSizesOf } from './batchSizes.ts';
import type { BatchSizes } from './batchSizes.ts';

/** What the command line says of a config. */
interface Given {
  readonly set: readonly string[];
  readonly plugins: readonly Plugin[];
  readonly sizes: BatchSizes | undefined;
}

/** Verifies the training step of a config with batches of several sizes. Throws what `openRun` throws, though not what a backward does: that is in the verdict. */
export async function verifyConfig(file: string, { set, plugins, sizes }: Given, options: VerifyOptions): Promise<Verification> {
  const loaded = await loadUnresolved(file, set.map(parseOverride));
  const config = withPlugins(loaded.config, plugins);
  await using run = await createRun({ ...config, backend: 'typescript', gradients: 'backprop' } as RunConfig, { ...fileOrigin(loaded), unrecorded: true });
  const foreign = [config['plugins'] ?? []].flat().length > 0;
  const [first, ...others] = batchSizesOf(run.parts, sizes);
  const problemOf = (size: number) => runProblem(run.parts, size, foreign);
  return verifyBatches([problemOf(first), ...others.map(problemOf)], options);
}
