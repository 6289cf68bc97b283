// Run as a child process: loading a broken binding can end the process it happens in.
import { createRequire } from 'node:module';
import process from 'node:process';
import util from 'node:util';

// tfjs-node 4.22 calls these two, and Node 23 took them away.
util.isNullOrUndefined = (value) => value === null || value === undefined;
util.isArray = Array.isArray;

const tf = createRequire(import.meta.url)(process.argv[2]);
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5], [6]]));
const report = {
  backend: tf.getBackend(),
  product: [...product.dataSync()],
  libtensorflow: tf.backend().binding.TF_Version,
};
console.log(JSON.stringify(report));
