import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, exponentialDecay, momentum, tensorBoard } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { afterAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { crc32c, maskedCrc32c } from '../../src/training/observers/tensorBoard/crc32c.ts';
import { tfRecord } from '../../src/training/observers/tensorBoard/tfRecord.ts';
import { classifier, clouds, withRun } from './problems.ts';

const root = await mkdtemp(join(tmpdir(), 'chainrule-tensorboard-'));
afterAll(() => rm(root, { recursive: true }));

interface ReadEvent {
  wallTime: number;
  step: number;
  version: string;
  scalars: Record<string, number>;
}

/** The records of a TFRecord file, by the description of the format alone; both checksums must be right. */
function records(file: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at < file.length;) {
    const length = Number(view.getBigUint64(at, true));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(view.getUint32(at + 8, true)).toBe(bitwiseMasked(file.subarray(at, at + 8)));
    expect(view.getUint32(at + 12 + length, true)).toBe(bitwiseMasked(data));
    found.push(data);
    at += 16 + length;
  }
  return found;
}

/** The masked CRC-32C bit by bit, in whole numbers of any size. */
function bitwiseMasked(bytes: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0x82f63b78n : crc >> 1n;
  }
  crc ^= 0xffffffffn;
  return Number((((crc >> 15n) | (crc << 17n)) + 0xa282ead8n) & 0xffffffffn);
}

type Field = readonly [number: number, value: number | Uint8Array];

/** The fields of a protobuf message. */
function fields(message: Uint8Array): readonly Field[] {
  const found: Field[] = [];
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [number, type] = [tag >> 3, tag & 7];
    if (type === 0) found.push([number, varint()]);
    else if (type === 1) found.push([number, view.getFloat64((at += 8) - 8, true)]);
    else if (type === 5) found.push([number, view.getFloat32((at += 4) - 4, true)]);
    else {
      const length = varint();
      found.push([number, message.subarray(at, at += length)]);
    }
  }
  return found;
}

const text = (value: number | Uint8Array | undefined) => (typeof value === 'object' ? new TextDecoder().decode(value) : '');
const inner = (value: number | Uint8Array): readonly Field[] => (typeof value === 'object' ? fields(value) : []);

function event(message: Uint8Array): ReadEvent {
  const all = fields(message);
  const of = (wanted: number) => all.find(([number]) => number === wanted)?.[1];
  const values = all.filter(([number]) => number === 5).flatMap(([, summary]) => inner(summary)).map(([, value]) => new Map(inner(value)));
  return { wallTime: Number(of(1)), step: Number(of(2) ?? 0), version: text(of(3)), scalars: Object.fromEntries(values.map(value => [text(value.get(1)), Number(value.get(2))])) };
}

/** The events of the only file of a folder, the first left out, which must tell the version. */
async function eventsIn(folder: string): Promise<readonly ReadEvent[]> {
  const names = (await readdir(folder)).filter(name => name.startsWith('events.out.tfevents.'));
  expect(names).toHaveLength(1);
  const [first, ...events] = records(await readFile(join(folder, names[0] ?? ''))).map(event);
  expect(first).toMatchObject({ version: 'brain.Event:2', scalars: {} });
  expect(Math.abs((first?.wallTime ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  return events;
}

const { inputs, targets } = clouds(30);
const config = (more: Partial<RunConfig> = {}): RunConfig => classifier(30, {
  backend: 'typescript', data: arrays({ inputs, targets, validation: 10, test: { inputs: inputs.slice(0, 5), targets: targets.slice(0, 5) } }),
  training: { epochs: 3, batchSize: 5 }, ...more,
});

describe('the checksums of records', () => {
  it('are the CRC-32C of RFC 3720, appendix B.4', () => {
    const bytes = (make: (index: number) => number) => Uint8Array.from({ length: 32 }, (_, index) => make(index));
    expect(crc32c(bytes(() => 0))).toBe(0x8a9136aa);
    expect(crc32c(bytes(() => 0xff))).toBe(0x62a8ab43);
    expect(crc32c(bytes(index => index))).toBe(0x46dd794e);
    expect(crc32c(bytes(index => 31 - index))).toBe(0x113fdb5c);
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  });

  it('are masked as a reader of its own does it', () => {
    for (const data of ['', 'a', 'chain rule']) expect(maskedCrc32c(new TextEncoder().encode(data))).toBe(bitwiseMasked(new TextEncoder().encode(data)));
    expect(records(tfRecord(Uint8Array.of(1, 2, 3)))).toEqual([Uint8Array.of(1, 2, 3)]);
  });
});

describe('tensorBoard', () => {
  it('writes figures of steps and epochs, lists by their elements, tables not', async () => {
    const output = join(root, 'runs');
    const rate = exponentialDecay({ initialValue: 0.1, decaySteps: 1, decayRate: 0.5 });
    const metrics = ['accuracy', { use: 'recall', average: 'none' }, 'confusionMatrix'] as never;
    const { test } = await withRun(config({ output, metrics, optimizer: momentum({ learningRate: rate }), observers: [tensorBoard({ every: 3 })] }), run => run.train());
    const epochs = (await readFile(join(output, 'run-1', 'metrics.jsonl'), 'utf8')).trim().split('\n').map(line => JSON.parse(line) as { training: { recall: number[] }; validation: { loss: number; accuracy: number } });
    const events = await eventsIn(join(output, 'run-1', 'tensorboard'));
    const ofSteps = events.filter(({ scalars }) => 'step/loss' in scalars);
    expect(ofSteps.map(({ step }) => step)).toEqual([3, 6, 9, 12]);
    expectClose(ofSteps.map(({ scalars }) => scalars['step/learningRate'] ?? 0), [2, 5, 8, 11].map(step => 0.1 * 0.5 ** step), { relative: 1e-6, absolute: 0 });
    expect(Object.keys(ofSteps[0]?.scalars ?? {})).toEqual(['step/loss', 'step/penalty', 'step/samplesPerSecond', 'step/learningRate']);
    const ofEpochs = events.filter(({ scalars }) => 'training/loss' in scalars);
    expect(ofEpochs.map(({ step }) => step)).toEqual([4, 8, 12]);
    expect(Object.keys(ofEpochs[0]?.scalars ?? {})).toEqual(['training', 'validation'].flatMap(part => ['loss', 'accuracy', 'recall/0', 'recall/1', 'recall/2'].map(name => `${part}/${name}`)));
    for (const [index, { scalars }] of ofEpochs.entries()) {
      const { training, validation } = epochs[index] ?? {};
      expectClose([scalars['validation/loss'] ?? 0, scalars['validation/accuracy'] ?? 0, scalars['training/recall/1'] ?? 0], [validation?.loss ?? 0, validation?.accuracy ?? 0, training?.recall[1] ?? 0], { relative: 1e-6, absolute: 0 });
    }
    expectClose([events.at(-1)?.scalars['test/loss'] ?? 0], [test?.loss ?? 1], { relative: 1e-6, absolute: 0 });
  });

  it('gives each restart and each call a file of its own, and draws watched gradients', async () => {
    const folder = join(root, 'named');
    await withRun(config({ observers: [tensorBoard(folder)] }), async run => {
      await run.train({ restarts: 2, watchGradients: { every: 5 } });
      await run.train({ restarts: 1 });
    });
    expect((await readdir(folder)).filter(name => name.startsWith('events.'))).toHaveLength(2);
    for (const restart of ['restart-1', 'restart-2']) {
      const events = await eventsIn(join(folder, restart));
      expect(events.filter(({ scalars }) => 'gradients/dense/norm' in scalars).map(({ step }) => step)).toEqual([1, 6, 11]);
      expect(events.at(-1)?.step).toBe(12);
    }
  });

  it('is told where there is no folder, or none that can be written to', async () => {
    await withRun(config({ observers: ['tensorBoard'] }), run => expect(run.train()).rejects.toThrow(/tensorBoard: there is no folder/u));
    await withRun(config({ observers: [tensorBoard({ folder: '/dev/null/events' })] }), run => expect(run.train()).rejects.toThrow(/cannot be written[^]*got: \/dev\/null is a file, not a folder/u));
  });
});
