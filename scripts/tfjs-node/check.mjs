import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { WayFailed } from './failure.mjs';
import { environmentFor } from './package.mjs';
import { reasonOf, run } from './processes.mjs';

const CHILD = fileURLToPath(new URL('./try-matmul.mjs', import.meta.url));
const SECONDS = 180;
const EXPECTED_PRODUCT = '17,39';

/** Whether the package in a folder loads and multiplies two matrices right. */
export async function checkThatItWorks(tfjsNode) {
  const env = environmentFor(tfjsNode, { TF_CPP_MIN_LOG_LEVEL: '2' });
  const result = await run(process.execPath, [CHILD, tfjsNode.folder], { env, seconds: SECONDS });
  if (!result.ok) return { works: false, reason: explain(result) };
  const report = result.text.split('\n').findLast((line) => line.startsWith('{"backend"'));
  const { backend, product, libtensorflow } = JSON.parse(report);
  const works = backend === 'tensorflow' && String(product) === EXPECTED_PRODUCT;
  return { works, libtensorflow, reason: `[[1, 2], [3, 4]] · [[5], [6]] came out as ${product} on ${backend}` };
}

/** The version of libtensorflow that answered. */
export async function mustWork(tfjsNode) {
  const found = await checkThatItWorks(tfjsNode);
  if (!found.works) throw new WayFailed(`it does not work: ${found.reason}`);
  return found.libtensorflow;
}

function explain(result) {
  if (result.signal !== 'SIGILL') return reasonOf(result);
  return 'this processor lacks an instruction that TensorFlow is built for (AVX)';
}
