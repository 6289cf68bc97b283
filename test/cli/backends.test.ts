import { describe, expect, it } from 'vitest';
import { BackendError } from '../../src/errors.ts';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { automaticChoices } from '../../src/cli/backends/automatic.ts';
import { backendPlaces } from '../../src/cli/backends/places.ts';
import type { BackendPlace } from '../../src/cli/backends/places.ts';
import { backendLines } from '../../src/cli/backends/printBackends.ts';
import { surveyed } from '../../src/cli/backends/survey.ts';
import type { BackendState } from '../../src/cli/backends/survey.ts';
import { registered } from '../../src/cli/components/registered.ts';
import { optionsOf } from '../../src/config/jsonSchema/componentSchemas.ts';
import { noDescriptions } from '../../src/config/jsonSchema/descriptions.ts';
import { command } from './helpers.ts';

const absent = () => Promise.reject(new BackendError('no BLAS is found', { next: 'apt-get install libopenblas0-pthread' }));
const here = () => Promise.resolve({ ...typescriptBackend(), about: 'version 3' });
const place = (more: Partial<BackendPlace>): BackendPlace => ({ name: 'some', what: 'some library', start: here, ...more });

describe('backends', () => {
  it('lists each device of each backend, once', () => {
    const { registry } = registered([]);
    const devices = [...registry.contributions('backend').values()].flatMap(contribution => {
      const { name } = contribution.definition;
      const choices = optionsOf(contribution, noDescriptions).properties?.['device']?.enum ?? [];
      return name === 'auto' ? [] : choices.length === 0 ? [name] : choices.map(device => `${name}:${String(device)}`);
    });
    expect(backendPlaces.map(({ name }) => name).sort()).toEqual(devices.sort());
  });

  it('tells what is here without starting what takes long', async () => {
    const { code, out } = await command('backends', '--json');
    expect(code).toBe(0);
    const { backends, auto } = JSON.parse(out) as { readonly backends: readonly BackendState[]; readonly auto: readonly { readonly takes: string }[] };
    const stateOf = Object.fromEntries(backends.map(({ name, state }) => [name, state]));
    expect(stateOf).toMatchObject({ wasm: 'ready', typescript: 'ready', 'tfjs:cpu': 'installed', 'tfjs:webgl': 'browsers' });
    expect(stateOf['native'] === 'ready' ? auto[0]?.takes : 'native').toBe('native');
    expect(backends.find(({ name }) => name === 'tfjs:cpu')?.about).toMatch(/^@tensorflow\/tfjs 4\./u);
  });

  it('tells what is missing, why, and how to get it', async () => {
    const states = await surveyed([
      place({ name: 'native', quick: true, start: absent }),
      place({ name: 'onnx:cpu', needs: 'a-package-that-is-not-there', install: 'npm install a-package-that-is-not-there' }),
      place({ name: 'onnx:dml', systems: [process.platform === 'win32' ? 'linux' : 'win32'] }),
      place({ name: 'onnx:cuda', systems: [process.platform] }),
      place({ name: 'onnx:webgpu', only: 'browsers' }),
    ], false);
    expect(states).toEqual([
      { name: 'native', what: 'some library', state: 'missing', problem: 'no BLAS is found', install: 'apt-get install libopenblas0-pthread' },
      { name: 'onnx:cpu', what: 'some library', state: 'missing', problem: 'a-package-that-is-not-there is not installed', install: 'npm install a-package-that-is-not-there' },
      { name: 'onnx:dml', what: 'some library', state: 'missing', problem: `not on ${process.platform}` },
      { name: 'onnx:cuda', what: 'some library', state: 'unknown', install: 'chainrule backends --start tries it' },
      { name: 'onnx:webgpu', what: 'some library', state: 'browsers' },
    ]);
  });

  it('starts what is here where that is asked for', async () => {
    const slow = place({ name: 'slow', start: () => Promise.resolve({ ...typescriptBackend(), about: 'version 3' }) });
    expect(await surveyed([slow], false)).toEqual([{ name: 'slow', what: 'some library', state: 'installed' }]);
    expect(await surveyed([slow], true)).toEqual([{ name: 'slow', what: 'some library', state: 'ready', about: 'version 3' }]);
    await expect(surveyed([place({ start: () => Promise.reject(new Error('a bug')) })], true)).rejects.toThrow('a bug');
  });

  it('tells what auto takes, by the rule of auto itself', () => {
    const states = (...names: readonly string[]): readonly BackendState[] => names.map(name => ({ name, what: '', state: 'installed' }));
    expect(automaticChoices(states('wasm', 'typescript', 'onnx:cpu', 'tfjs:cpu'))).toEqual([
      { for: 'steps of less than 1,000,000 multiplications', takes: 'wasm', why: 'native is not here; the step is small' },
      { for: 'larger steps', takes: 'onnx:cpu', why: 'native is not here; large enough for ONNX Runtime' },
      { for: 'gradients: autodiff', takes: 'tfjs:cpu', why: 'tfjs:node is not here; tfjs:wasm is not here; gradients by autodiff need tf.js' },
    ]);
    expect(automaticChoices([])[0]?.takes).toBeUndefined();
  });

  it('draws a table', () => {
    const lines = backendLines([{ name: 'native', what: 'the BLAS', state: 'ready', about: 'OpenBLAS, 2 threads' }, { name: 'tfjs:webgl', what: 'TensorFlow.js', state: 'browsers' }], [{ for: 'all steps', takes: 'native', why: '' }], undefined);
    expect(lines).toEqual(['native      ready        the BLAS; OpenBLAS, 2 threads', 'tfjs:webgl  in browsers  TensorFlow.js', '', 'auto takes', '  native      for all steps']);
  });
});
