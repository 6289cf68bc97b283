/**
 * chainrule for bundles that hold no more than they use: the components as in the whole package, and a `createRun` that knows only those which it is given.
 */
export { backends, auto, native, onnx, tfjs, typescript, wasm } from './backends/index.ts';
export * from './components/definition.ts';
export * from './data/index.ts';
export * from './errors.ts';
export * from './initializers/index.ts';
export * from './layers/index.ts';
export { activation, applyOne, oneToOne } from './layers/oneToOne.ts';
export * from './losses/index.ts';
export * from './metrics/index.ts';
export * from './optimizers/index.ts';
export { chainOf } from './optimizers/chain.ts';
export { perParameter } from './optimizers/perParameter.ts';
export * from './projections/index.ts';
export * from './regularizers/index.ts';
export { createRun } from './run/createCoreRun.ts';
export type { CoreConfig, CoreOrigin } from './run/createCoreRun.ts';
export * from './schedules/index.ts';
export { logSumExp, oneHot, perSample, sumSamples } from './tensor/functions.ts';
export { toNested } from './training/hostTensor.ts';
export type { Run } from './training/run.ts';
