import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRun } from 'chainrule';
import { configFor, lossesOf } from '../smokeTraining.mjs';

setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
globalThis.train = async backend => lossesOf(await createRun(configFor(backend)));
