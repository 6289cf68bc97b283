import type { ContenderKind } from '../../../benchmark/measured.ts';
import { webThreads } from '../../../backends/onnx/webThreads.ts';
import { operations } from './rows.ts';
import type { Row } from './rows.ts';

/** Who is measured. */
export interface Contender {
  readonly name: string;
  readonly kind: ContenderKind;
  /** A file of `programs`, without its ending; for a contender from elsewhere, one of its own. */
  readonly program: string;
  readonly options?: (threads: number) => Readonly<Record<string, unknown>>;
  /** Packages that it is made of; their versions are told. */
  readonly packages?: readonly string[];
  /** Rows with more operations a step are left out: a step would take many seconds. */
  readonly most?: number;
  /** True where it does a single product and no net. */
  readonly squareAlone?: boolean;
  /** True where it is measured only when it is named. */
  readonly onRequest?: boolean;
}

const ours = (name: string, backend: unknown = name, more: Partial<Contender> & { readonly with?: Record<string, unknown> } = {}): Contender => {
  const { with: changes = {}, ...rest } = more;
  return { name, kind: 'ours', program: 'chainrule', options: threads => ({ backend: typeof backend === 'function' ? backend(threads) : backend, ...changes }), ...rest };
};
const native = (threads: number) => ({ use: 'native', threads });
const onnx = (threads: number) => ({ use: 'onnx', device: 'cpu', threads });
const onnxWasm = (threads: number) => ({ use: 'onnx', device: 'wasm', threads });
const one = { threads: 1 };
const tfjs = '@tensorflow/tfjs';
const tfjsWasm = [tfjs, '@tensorflow/tfjs-backend-wasm'];
const tfjsNode = ['@tensorflow/tfjs-node'];
const autodiff = { gradients: 'autodiff' };

/** The contenders that the package brings along, ours first: our backends, tf.js by itself, and the limits. */
export const ownContenders: readonly Contender[] = [
  ours('typescript:float64', 'typescript:float64', { kind: 'oracle', with: one }),
  ours('typescript', 'typescript', { with: one }),
  ours('wasm', 'wasm', { with: one }),
  ours('native', native, { packages: ['koffi'] }),
  ours('onnx:cpu', onnx, { packages: ['onnxruntime-node'] }),
  ours('onnx:wasm', undefined, { options: threads => ({ backend: onnxWasm(webThreads(threads)), threads: webThreads(threads) }), packages: ['onnxruntime-web'] }),
  ours('auto', 'auto'),
  ours('onnx:wasm/threads', onnxWasm, { kind: 'variant', packages: ['onnxruntime-web'] }),
  ours('native/bare', native, { kind: 'variant', with: { mode: 'bare' } }),
  ours('native/trainer', native, { kind: 'variant', with: { mode: 'trainer' } }),
  ours('tfjs:cpu', 'tfjs:cpu', { with: one, most: 3e8, packages: [tfjs] }),
  ours('tfjs:wasm', 'tfjs:wasm', { packages: tfjsWasm }),
  ours('tfjs:node', 'tfjs:node', { packages: tfjsNode }),
  ours('tfjs:cpu/autodiff', 'tfjs:cpu', { kind: 'variant', with: { ...one, ...autodiff }, most: 3e8, onRequest: true }),
  ours('tfjs:wasm/autodiff', 'tfjs:wasm', { kind: 'variant', with: { ...one, ...autodiff }, onRequest: true }),
  ours('tfjs:node/autodiff', 'tfjs:node', { kind: 'variant', with: autodiff, onRequest: true }),
  { name: 'tf.js-cpu', kind: 'peer', program: 'plainTfjs', options: () => ({ device: 'cpu' }), most: 3e8, packages: [tfjs] },
  { name: 'tf.js-wasm', kind: 'peer', program: 'plainTfjs', options: () => ({ device: 'wasm' }), packages: tfjsWasm },
  { name: 'tf.js-node', kind: 'peer', program: 'plainTfjs', options: () => ({ device: 'node' }), packages: tfjsNode },
  { name: 'blas-products', kind: 'limit', program: 'blasProducts', packages: ['koffi'] },
  { name: 'onnx-products:cpu', kind: 'limit', program: 'onnxProducts', options: () => ({ device: 'cpu' }), squareAlone: true },
  { name: 'onnx-products:wasm', kind: 'limit', program: 'onnxProducts', options: () => ({ device: 'wasm' }), squareAlone: true },
];

/** Those of some contenders that a row is for: a single product is measured to know the limits alone. */
export function entitled(wanted: readonly Contender[], { group }: Row): readonly Contender[] {
  return wanted.filter(({ kind, squareAlone = false }) => (group === 'square' ? kind === 'limit' : !squareAlone));
}

/** Why a contender does not do a row in any useful time; undefined where it does. */
export function slowReason({ most = Number.POSITIVE_INFINITY }: Contender, row: Row): string | undefined {
  return operations(row) > most ? `left out above ${most / 1e9} GFLOP a step: a step takes seconds` : undefined;
}
