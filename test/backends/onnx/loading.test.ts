import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notInstalled } from '../../../src/backends/onnx/notInstalled.ts';
import { BackendError } from '../../../src/errors.ts';
import { backendOn, devices } from './devices.ts';

const [cpu, wasm] = devices;

/** Runs a module in a Node of its own; `replace` maps the names of packages to sources that are loaded in their place. */
function runModule(source: string, replace: Readonly<Record<string, string>> = {}): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const hook = `
    const replace = ${JSON.stringify(replace)};
    export async function resolve(name, context, next) {
      return replace[name] === undefined ? next(name, context) : { url: 'data:text/javascript,' + encodeURIComponent(replace[name]), shortCircuit: true, format: 'module' };
    }`;
  const whole = `import { register } from 'node:module'; register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hook))}); ${source}`;
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', whole], { encoding: 'utf8', env });
}

/** The same from a file: threads of WebAssembly are workers, which do not start from a module that is an argument. */
function runFile(source: string): { readonly stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
  const file = join(folder, 'threads.mjs');
  writeFileSync(file, source.replaceAll("'./", `'${new URL('../../../', import.meta.url).href}`));
  try {
    return spawnSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const trainOn = (device: string) => `
  const { onnxBackend } = await import('./src/backends/onnx/onnxBackend.ts');
  const { take } = await import('./test/backends/onnx/steps.ts');
  const { all } = await take(await onnxBackend({ device: '${device}' }), 40, 99);
  process.stdout.write(String(all.count));`;
const problemOf = (options: string) => `
  const { onnxBackend } = await import('./src/backends/onnx/onnxBackend.ts');
  await onnxBackend(${options}).catch(error => process.stdout.write(error.name + ' ' + error.message));`;

describe('loading ONNX Runtime', () => {
  for (const { device, title, missing } of devices) {
    it.skipIf(missing)(`is silent, and the process ends by itself: ${title}`, () => {
      expect(runModule(trainOn(device))).toMatchObject({ stdout: '40', stderr: '', status: 0 });
    });
  }

  it('says what to install where a package is absent, and what is wrong where it does not load', () => {
    const absent = notInstalled('wasm', new Error("Cannot find package 'onnxruntime-web' imported from loadWeb.js"));
    expect(absent).toBeInstanceOf(BackendError);
    expect(absent.message).toMatch(/^onnx:wasm: onnxruntime-web is not installed\n[^]*next: run `npm install onnxruntime-web`/);
    expect(notInstalled('cpu', new Error('libonnxruntime.so.1: cannot open shared object file')).message).toMatch(/^onnx:cpu: onnxruntime-node is installed, but does not load\n {2}got: libonnxruntime/);
  });

  it('reports a package that does not resolve', () => {
    const throwing = 'throw Object.assign(new Error("Cannot find package \'onnxruntime-node\' imported from x"), { code: "ERR_MODULE_NOT_FOUND" });';
    const { stdout, stderr, status } = runModule(problemOf("{ device: 'cpu' }"), { 'onnxruntime-node': throwing });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^BackendError onnx:cpu: onnxruntime-node is not installed/);
  });

  it.skipIf(cpu?.missing)('goes through the documented interface where the native one is not as it was', () => {
    const changed = 'export const binding = { InferenceSession: class { loadModel() {} } }; export function initOrt() { throw new Error("called"); }';
    expect(runModule(trainOn('cpu'), { 'onnxruntime-node/dist/binding.js': changed })).toMatchObject({ stdout: '40', stderr: '', status: 0 });
  });

  it.skipIf(cpu?.missing)('names the devices of the installed build where it lacks one', async () => {
    const device = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(backendOn(device)).rejects.toThrow(new RegExp(`^onnx:${device}: the installed onnxruntime-node has no device ${device}\n {2}got: a build with cpu`));
  });

  it('refuses WebGPU where there is none', async () => {
    await expect(backendOn('webgpu')).rejects.toThrow(/^onnx:webgpu: there is no WebGPU here/);
  });

  it.skipIf(wasm?.missing)('refuses a second number of threads: WebAssembly starts once a process', () => {
    const { stdout } = runFile(`
      const { onnxBackend } = await import('./src/backends/onnx/onnxBackend.ts');
      const { about } = await onnxBackend({ device: 'wasm', threads: 2 });
      process.stdout.write(about + ' | ');
      await onnxBackend({ device: 'wasm' });
      { ${problemOf("{ device: 'wasm', threads: 1 }")} }`);
    expect(stdout).toMatch(/^ONNX Runtime [\d.]+, 2 threads \| BackendError onnx\.threads: WebAssembly has started with another number of threads\n {2}got: 1\n {2}expected: 2/);
  });
});
