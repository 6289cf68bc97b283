import { expect, it } from 'vitest';
import { tfjsBackend } from '../../src/backends/tfjs/tfjsBackend.ts';
import { devices } from './devices.ts';

const missing = devices.find(({ device }) => device === 'node')?.missing;
/** Continuous integration sets it: there the binary must be present, and none of its tests may be skipped. */
const required = process.env['CHAINRULE_REQUIRE_TFJS_NODE'] === '1';

it.skipIf(missing !== undefined && !required)(`libtensorflow is there for tfjs:node${missing === undefined ? '' : ` (${missing})`}`, async () => {
  await expect(tfjsBackend({ device: 'node' })).resolves.toMatchObject({ name: 'tfjs:node' });
});
