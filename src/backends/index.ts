import type { AnyBuilder } from '../components/definition.ts';
import { auto } from './auto/auto.ts';
import { native } from './native/native.ts';
import { onnx } from './onnx/onnx.ts';
import { tfjs } from './tfjs/tfjs.ts';
import { typescript } from './typescript/typescript.ts';
import { wasm } from './wasm/wasm.ts';

export { auto, native, onnx, tfjs, typescript, wasm };

/** The framework's own backends. */
export const backends: readonly AnyBuilder<'backend'>[] = [auto, native, wasm, typescript, tfjs, onnx];
