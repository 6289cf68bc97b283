import type { KernelOperation } from './kernels/kernel.ts';

/** The kernels of tf.js that an operation needs: forward, and for its derivative under the tape; undefined where tf.js has no derivative of it. */
export interface KernelNames {
  readonly forward: readonly string[];
  readonly derivative: readonly string[] | undefined;
}

/** What the derivatives of broadcasting operations are summed with. */
const sumTo = ['Sum', 'Reshape'];
const notTaped: readonly string[] = [];
/** Indices outside a table give NaN, or are left out. */
const insideTable = ['Minimum', 'Maximum', 'Equal', 'Select'];
const scatter = ['ScatterNd', 'Reshape', 'Add', 'LogicalOr', ...insideTable];
/** The first is passed over on wasm, the rest stand in for it. */
const maxPoolGradient = ['MaxPoolGrad', 'StridedSlice', 'Reshape', 'Concat', 'ArgMax', 'GatherV2', 'Add', 'ScatterNd'];

/**
 * Kernels by operation, all that its compositions may use. int32 operands may need `Cast` beside them, which every device has; the gradient of a convolution's
 * kernel uses `Conv2DBackpropFilter` where there is one.
 */
export const kernelNames: { readonly [K in KernelOperation]: KernelNames } = {
  negate: both('Neg'),
  abs: of(['Abs'], ['Step', 'Cast', 'Multiply']),
  sign: of(['Multiply', 'Tanh', 'Sign'], notTaped),
  exp: of(['Exp'], ['Multiply']),
  expm1: of(['Expm1'], ['Exp', 'Multiply']),
  log: of(['Log'], ['Cast', 'RealDiv']),
  log1p: of(['Log1p'], ['Add', 'RealDiv']),
  sqrt: of(['Sqrt'], ['Cast', 'Multiply', 'RealDiv', 'Sqrt']),
  sin: of(['Sin'], ['Cast', 'Cos', 'Multiply']),
  cos: of(['Cos'], ['Cast', 'Sin', 'Neg', 'Multiply']),
  floor: of(['Floor'], notTaped),
  tanh: of(['Tanh'], ['Square', 'Sub', 'Multiply']),
  relu: of(['Relu'], ['Step', 'Cast', 'Multiply']),
  sigmoid: of(['Sigmoid'], ['Sub', 'Multiply']),
  softplus: of(['Softplus'], ['Sigmoid', 'Multiply']),
  erf: of(['Erf'], ['Square', 'Neg', 'Exp', 'Multiply']),
  add: of(['Add'], sumTo),
  subtract: of(['Sub'], ['Neg', ...sumTo]),
  multiply: of(['Multiply'], ['Cast', ...sumTo]),
  divide: of(['RealDiv'], ['Cast', 'Multiply', 'Square', 'Neg', ...sumTo]),
  power: of(['Pow'], ['Cast', 'Sub', 'Greater', 'Log', 'ZerosLike', 'Select', 'Multiply', ...sumTo]),
  maximum: of(['Maximum', 'Equal', 'Select'], ['Add', 'GreaterEqual', 'Less', 'Cast', 'Multiply', ...sumTo]),
  minimum: of(['Minimum', 'Equal', 'Select'], ['Add', 'LessEqual', 'Greater', 'Cast', 'Multiply', ...sumTo]),
  less: of(['Less'], notTaped),
  lessEqual: of(['LessEqual'], notTaped),
  equal: of(['Equal'], notTaped),
  logicalAnd: of(['LogicalAnd'], notTaped),
  logicalOr: of(['LogicalOr'], notTaped),
  logicalNot: of(['LogicalNot'], notTaped),
  select: of(['Select', 'Add', 'LogicalOr', 'LogicalAnd', 'LogicalNot'], ['Cast', 'LogicalNot', 'Multiply', ...sumTo]),
  detach: of([], notTaped),
  cast: of(['Cast', 'NotEqual'], notTaped),
  reshape: both('Reshape'),
  transpose: both('Transpose'),
  broadcastTo: of(['Add', 'LogicalOr', 'Identity'], sumTo),
  slice: of(['Slice', 'Identity'], ['PadV2']),
  concat: of(['Concat', 'Identity'], ['SplitV']),
  pad: of(['PadV2', 'Identity'], ['Slice']),
  gather: of(['GatherV2', 'Add', 'Reshape', ...insideTable], scatter),
  scatterAdd: of(scatter, ['GatherV2', 'Add', 'Reshape', ...insideTable]),
  matMul: of(['BatchMatMul', 'Transpose'], ['BatchMatMul', 'Transpose']),
  matMulAdd: of(['BatchMatMul', 'Transpose', 'Multiply', 'Add'], ['BatchMatMul', 'Transpose', 'Cast', 'Multiply', ...sumTo]),
  sum: of(['Sum', 'Identity'], ['Reshape', 'Multiply']),
  max: of(['Max', 'Identity'], ['Reshape', 'Equal', 'Cast', 'Multiply']),
  argMax: of(['ArgMax'], notTaped),
  convolution: of(['Conv2D', 'PadV2', 'Reshape', 'Slice'], ['Conv2DBackpropInput', 'StridedSlice', 'BatchMatMul', 'Transpose', 'Concat']),
  convolutionImageGradient: of(['Conv2DBackpropInput', 'PadV2', 'Reshape', 'Slice'], undefined),
  convolutionKernelGradient: of(['PadV2', 'StridedSlice', 'Reshape', 'BatchMatMul', 'Transpose', 'Concat'], undefined),
  maxPool: of(['MaxPool', 'PadV2'], [...maxPoolGradient, 'Slice']),
  maxPoolGradient: of([...maxPoolGradient, 'PadV2', 'Slice'], undefined),
  averagePool: of(['AvgPool', 'PadV2', 'RealDiv'], ['AvgPoolGrad', 'Slice', 'Cast', 'Multiply', 'Square', 'Neg', ...sumTo]),
  averagePoolGradient: of(['AvgPoolGrad', 'AvgPool', 'PadV2', 'RealDiv', 'Slice'], undefined),
};

/** What a scan needs beside the operations of its body. */
export const scanKernelNames: KernelNames = of(['SplitV', 'Reshape', 'Identity', 'Concat'], ['Concat', 'Reshape', 'SplitV']);

function of(forward: readonly string[], derivative: readonly string[] | undefined): KernelNames {
  return { forward, derivative };
}

/** An operation whose derivative is itself. */
function both(name: string): KernelNames {
  return { forward: [name], derivative: [name] };
}
