import type { BenchmarkResult, ContenderResult } from '../../src/benchmark/result.ts';
import type { Ratio } from '../../src/benchmark/noise.ts';
import type { Verification, VerifiedFigure } from '../../src/verification/verification.ts';

const times: readonly (readonly [name: string, milliseconds: number])[] = [
  ['native', 0.675], ['onnx:cpu', 1.31], ['wasm', 4.56], ['tfjs:node', 5.73], ['tfjs:node/autodiff', 6.4], ['onnx:wasm', 6.9], ['tfjs:wasm', 9.94], ['tfjs:wasm/autodiff', 11.1],
  ['typescript', 42.6], ['tfjs:cpu', 132], ['tfjs:cpu/autodiff', 141],
];

function contender([name, milliseconds]: readonly [string, number], index: number): ContenderResult {
  return {
    name, backend: name.replace('/autodiff', ''), gradients: name.endsWith('/autodiff') ? 'autodiff' : 'backprop', wrong: name === 'onnx:wasm' ? 'its first losses deviate by 3.1e-2 from those of typescript:float64' : null,
    milliseconds: { estimate: milliseconds, low: milliseconds * 0.96, high: milliseconds * 1.07 }, rounds: [milliseconds], stepsPerSecond: 1000 / milliseconds, samplesPerSecond: 128_000 / milliseconds,
    gflops: 52 / milliseconds, shareOfLimit: 0.6 / milliseconds, timesFastest: index === 0 ? null : ratio(milliseconds / 0.675), peakBytes: 9e7 + index * 2e7, startSeconds: 0.3 + index / 8, deviation: 3e-7 * index, stable: index !== 3,
    ...(index === 0 && { about: 'OpenBLAS 0.3.21, 2 threads' }),
  };
}

function ratio(estimate: number, noise: readonly string[] = []): Ratio {
  return { estimate, low: estimate * 0.94, high: estimate * 1.05, noise };
}

const layers = ['dense', 'batchNormalization', 'encoder/attention/dense_2', 'dense_3'];

/** A made-up benchmark that has all that a report can show. */
export const benchmark: BenchmarkResult = {
  command: 'chainrule bench examples/mnist.yaml --rounds 9 --seconds 0.3 --profile --break-even batch --report mnist.html',
  conditions: { date: '2026-11-22T09:30:00.000Z', cpu: 'Intel(R) Xeon(R) Processor', logicalCpus: 2, memoryGigabytes: 16, system: 'Linux 6.1.0', place: 'processes', runtime: 'Node 20.20.2', rounds: 9, seconds: 0.3 },
  model: { name: 'mnist', parameters: 101_770, batchSize: 128, multiplications: 26_099_712, data: 'config' },
  limit: { name: 'OpenBLAS 0.3.21', gflops: 87.4 },
  contenders: times.map(contender),
  leftOut: [{ name: 'onnx:cuda', reason: 'the installed onnxruntime-node has no CUDA; `npm install onnxruntime-node` on a machine that has' }],
  speedUps: [{ device: 'tfjs:cpu', ratio: ratio(1.068, ['which is faster cannot be told: the interval contains 1']) }, { device: 'tfjs:wasm', ratio: ratio(1.117) }, { device: 'tfjs:node', ratio: ratio(0.93) }, { device: 'tfjs:webgl', ratio: null }],
  breakEven: {
    backend: 'native', what: 'batch', net: 'mnist', crossing: { kind: 'between', below: 1, from: 2, size: 1.4 },
    points: [1, 2, 4, 8, 16, 32, 64, 128].map(size => ({ size, loops: 0.05 + 0.33 * size, other: 0.5 + 0.002 * size, speedUp: ratio((0.05 + 0.33 * size) / (0.5 + 0.002 * size)) })),
  },
  profiles: [{
    contender: 'native', milliseconds: 0.81, steps: 200, note: 'Kernels are timed one by one.',
    parts: layers.flatMap((layer, index) => [
      { layer, operation: 'matMul', pass: 'forward' as const, milliseconds: 0.1 / (index + 1) }, { layer, operation: 'add+relu', pass: 'forward' as const, milliseconds: 0.01 },
      { layer, operation: 'matMul', pass: 'backward' as const, milliseconds: 0.18 / (index + 1) }, { layer, operation: 'sum', pass: 'backward' as const, milliseconds: 0.02 },
      { layer, operation: 'mul+subtract', pass: 'update' as const, milliseconds: 0.03 / (index + 1) },
    ]),
  }],
  notes: ['other work took 22 % of this machine while it measured'],
};

const backends = ['typescript', 'wasm', 'native', 'onnx:cpu', 'onnx:wasm', 'tfjs:cpu', 'tfjs:wasm', 'tfjs:node'];
const devices = ['tfjs:cpu', 'tfjs:wasm', 'tfjs:node'];

function figure(path: string, index: number, wrong = false): VerifiedFigure {
  const hand = 0.0123 * (index + 1) * (wrong ? 2 : 1);
  const each = (names: readonly string[], value: number) => Object.fromEntries(names.map(name => [name, value]));
  return {
    kind: path === '0' ? 'input' : 'parameter', path, layer: path.split('/')[0] ?? '', shape: [4, 3], size: 12, compared: 12 - index, grouped: 0, kinks: index, unresolved: 0, unchecked: 0, vanishes: false, status: wrong ? 'wrong' : 'agrees',
    excess: { differences: wrong ? 4.1e5 : 0.001 * (index + 1), autodiff: each(devices, wrong ? 3.9e4 : 0.02 * index), backends: each(backends, 0.03 * index) },
    worst: { index: [1, index], hand, differences: 0.0123 * (index + 1) * 1.000_000_1, autodiff: each(devices, 0.0123 * (index + 1)), backends: each(backends, hand), excess: wrong ? 4.1e5 : 0.02 },
    ...(wrong && { hint: 'by hand it is 2 times what central differences say, in every element: a factor' }),
  };
}

const right: Verification = {
  subject: 'examples/mnist.yaml', passed: true, strict: false, verdict: 'the gradients are right: by hand, by differences and by tf.js they agree', culprits: [], loneAutodiff: [],
  figures: ['dense/kernel', 'dense/bias', 'batchNormalization/gamma', 'dense_2/kernel', '0'].map((path, index) => figure(path, index)),
  batchSize: 4, batchSizes: [4, 1], backends, devices, missing: [{ name: 'onnx:cuda', reason: 'not installed' }], kinks: 10, seconds: 2.4,
};

/** Made-up verifications: one that passed, and one in which a layer is wrong and tf.js stands alone. */
export const verifications = {
  right,
  wrong: {
    ...right, subject: 'my <layer>', passed: false, verdict: 'the layer swish is wrong: kernel, by a factor of 2', figures: [...right.figures, figure('swish/kernel', 5, true)],
    culprits: [{ kind: 'layer', path: 'swish', component: 'swish', figures: [figure('swish/kernel', 5, true)] }],
    loneAutodiff: [{ path: 'matMul', component: 'dense', inputs: [[2, 1], [1, 1]], figure: { ...figure('matMul/kernel', 1), status: 'autodiff alone' } }],
  } satisfies Verification,
};
