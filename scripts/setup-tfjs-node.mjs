// Makes @tensorflow/tfjs-node work: npm installs it here without its binary.
import process from 'node:process';
import { keepInCache, placeBinding, takeCachedCopy } from './tfjs-node/cache.mjs';
import { checkThatItWorks, mustWork } from './tfjs-node/check.mjs';
import { WayFailed, reasonToReport } from './tfjs-node/failure.mjs';
import { installedPackage, stagedCopy } from './tfjs-node/package.mjs';
import { stopChildrenOnSignals } from './tfjs-node/processes.mjs';
import { installPublishedBinary } from './tfjs-node/published-binary.mjs';
import { buildOnWheel } from './tfjs-node/wheel.mjs';

const WAYS = [
  { name: 'a copy in the cache', done: 'restored from the cache', take: takeCachedCopy },
  { name: 'the published binary', done: 'installed from its published binary', take: making(installPublishedBinary) },
  { name: "a build on TensorFlow's Python wheel", done: "built on TensorFlow's Python wheel", take: making(buildOnWheel) },
];

const ADVICE = [
  'Mend one of the reasons above and run `npm run setup:tfjs-node` again.',
  'A binary is published for Linux, macOS and Windows: let this machine reach the host named above.',
  'chainrule does not need tfjs-node: train on another backend.',
];

/** A way that makes the binding in a staging folder, so that node_modules never holds half of one. */
function making(make) {
  return async (installed) => {
    const staged = stagedCopy(installed);
    await make(staged);
    await mustWork(staged);
    placeBinding(staged.folder, installed.folder);
    keepInCache(staged);
    return mustWork(installed);
  };
}

async function takeFirstWay(installed) {
  const failures = [];
  for (const way of WAYS) {
    const outcome = await attempt(way, installed);
    if (outcome.libtensorflow) return { ...outcome, done: way.done, failures };
    failures.push(`  - ${way.name}: ${outcome.reason}`);
  }
  throw new WayFailed(nothingWorked(installed, failures));
}

async function attempt(way, installed) {
  try {
    return { libtensorflow: await way.take(installed) };
  } catch (error) {
    return { reason: reasonToReport(error) };
  }
}

function nothingWorked(installed, failures) {
  const advice = ADVICE.map((line) => `  - ${line}`);
  return [
    `@tensorflow/tfjs-node ${installed.version} could not be set up on ${process.platform} ${process.arch}. Tried:`,
    ...failures,
    'What you can do:',
    ...advice,
  ].join('\n');
}

async function setUp() {
  const started = performance.now();
  const installed = installedPackage();
  const name = `@tensorflow/tfjs-node ${installed.version}`;
  const found = await checkThatItWorks(installed);
  if (found.works) return `${name} already works (libtensorflow ${found.libtensorflow}).`;
  const { done, libtensorflow, failures } = await takeFirstWay(installed);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (failures.length > 0) console.log(['Not used:', ...failures].join('\n'));
  return `${name} works (libtensorflow ${libtensorflow}): ${done} in ${seconds} s.`;
}

async function main() {
  try {
    console.log(await setUp());
    return 0;
  } catch (error) {
    console.error(reasonToReport(error));
    return 1;
  }
}

stopChildrenOnSignals();
// Ended here, because a question to a silent host or proxy would keep the process alive.
process.exit(await main());
