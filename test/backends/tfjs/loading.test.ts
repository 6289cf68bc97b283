import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BackendError } from '../../../src/errors.ts';
import { notInstalled } from '../../../src/backends/tfjs/loadNode.ts';
import { devices } from './devices.ts';

/** Runs a module in a Node of its own. */
function runModule(source: string): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], { encoding: 'utf8', env: { ...env, TF_CPP_MIN_LOG_LEVEL: undefined } });
}

const trainOn = (device: string) => `
  import { tfjsBackend } from './src/backends/tfjs/tfjsBackend.ts';
  import { trainingStep, state } from './test/backends/tfjs/steps.ts';
  if (Object.keys(globalThis).includes('_tfengine')) throw new Error('loaded before it was chosen');
  const backends = await Promise.all([tfjsBackend({ device: '${device}' }), tfjsBackend({ device: 'cpu' }), tfjsBackend({ device: '${device}' })]);
  for (const backend of backends) {
    const executable = backend.open(state).compile(trainingStep('autodiff'));
    executable.run(2, () => {}, () => {});
  }
  process.stdout.write('done');`;

describe('loading tf.js', () => {
  for (const { device, title, missing } of devices) {
    it.skipIf(missing)(`is silent, concurrent, and happens at the first call: ${title}`, () => {
      expect(runModule(trainOn(device))).toMatchObject({ stdout: 'done', stderr: '', status: 0 });
    });
  }

  it('puts tf.js\'s production mode back as it was', () => {
    const [cpu] = devices;
    expect(cpu?.runtime().tf.env().getBool('PROD')).toBe(false);
  });

  it('lets a session work while wasm starts', () => {
    const source = `
      import { tfjsBackend } from './src/backends/tfjs/tfjsBackend.ts';
      import { trainingStep, state } from './test/backends/tfjs/steps.ts';
      const executable = (await tfjsBackend({ device: 'cpu' })).open(state).compile(trainingStep('autodiff'));
      const starting = tfjsBackend({ device: 'wasm' });
      let ready = false;
      starting.then(() => { ready = true; });
      let steps = 0;
      while (!ready) { executable.run(1, () => {}, () => {}); steps++; await new Promise(resolve => setImmediate(resolve)); }
      process.stdout.write(String(steps > 1));`;
    expect(runModule(source)).toMatchObject({ stdout: 'true', stderr: '', status: 0 });
  });

  it('says what to install where @tensorflow/tfjs-node or its binary is absent', () => {
    const absent = notInstalled(new Error("Cannot find package '@tensorflow/tfjs-node' imported from loadNode.js"));
    expect(absent).toBeInstanceOf(BackendError);
    expect(absent.message).toMatch(/^tfjs:node: @tensorflow\/tfjs-node is not installed\n[^]*next: run `npm install @tensorflow\/tfjs-node`/);
    expect(notInstalled(new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x\nPlease run')).message).toMatch(/its binary does not load\n[^]*npm run setup:tfjs-node/);
  });

  it.skipIf(devices[2]?.missing)('puts the functions back that Node 23 took from util', () => {
    const source = `
      import util from 'node:util';
      delete util.isNullOrUndefined;
      delete util.isArray;
      ${trainOn('node')}`;
    expect(runModule(source)).toMatchObject({ stdout: 'done', stderr: '', status: 0 });
  });

  it('reports a package that does not resolve', () => {
    const source = `
      import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(\`export async function resolve(name, context, next) {
        if (name === '@tensorflow/tfjs-node') throw Object.assign(new Error("Cannot find package '@tensorflow/tfjs-node' imported from x"), { code: 'ERR_MODULE_NOT_FOUND' });
        return next(name, context);
      }\`));
      const { tfjsBackend } = await import('./src/backends/tfjs/tfjsBackend.ts');
      await tfjsBackend({ device: 'node' }).catch(error => process.stdout.write(error.name + ' ' + error.problem));`;
    expect(runModule(source)).toMatchObject({ stdout: 'BackendError @tensorflow/tfjs-node is not installed', stderr: '', status: 0 });
  });
});
