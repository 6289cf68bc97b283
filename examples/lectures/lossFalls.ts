import { shows } from './lecture.ts';
import type { Finding } from './lecture.ts';
import { openConfig } from './openConfig.ts';

/** Trains a config that lies beside a module on a backend, and says whether the loss of the training data fell. */
export async function lossFalls(name: string, module: string, file: string, backend: string): Promise<Finding> {
  await using run = await openConfig(module, file, { backend });
  const lossNow = async () => Number((await run.evaluate('train')).loss);
  const before = await lossNow();
  await run.train();
  const after = await lossNow();
  return shows(`${name}: trained on ${backend}`, 'the loss falls', `${before.toPrecision(3)} → ${after.toPrecision(3)}`, after < before);
}
