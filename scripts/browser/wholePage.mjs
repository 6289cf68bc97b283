import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRun } from 'chainrule';
import { env } from 'onnxruntime-web/wasm';
import { configFor, lossesOf } from '../smokeTraining.mjs';

// The WebAssembly of libraries is no part of a bundle: a page says where it is served.
setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
env.wasm.wasmPaths = '/node_modules/onnxruntime-web/dist/';
globalThis.train = async backend => lossesOf(await createRun(configFor(backend)));
