import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idx } from '../../src/data/idx.ts';
import { decodeIdx } from '../../src/data/idxFile.ts';
import type { DataParts } from '../../src/data/dataset.ts';
import { createSource } from './createSource.ts';
import { expectDataError, idxBytes, temporaryFolder } from './helpers.ts';

const { folder, write } = temporaryFolder();
const images = idxBytes([3, 2, 2], [0, 51, 102, 255, 1, 2, 3, 4, 5, 6, 7, 8]);
const labels = idxBytes([3], [2, 0, 1]);
write('images', images);
write('labels', labels);
write('images.gz', gzipSync(images));
write('labels.gz', gzipSync(labels));

function load(options: object): Promise<DataParts> {
  return createSource(idx, { train: { images: 'images', labels: 'labels' }, ...options }).load({ folder });
}

describe('idx', () => {
  it('reads images as bytes with a scale and labels as class indices', async () => {
    const { train, test } = await load({});
    expect(train.count).toBe(3);
    expect(train.inputs).toEqual([{ name: 'input', shape: [4], dtype: 'float', values: images.subarray(16), scale: 1 / 255, source: resolve(folder, 'images') }]);
    expect(train.targets[0]).toMatchObject({ name: 'target', shape: [], dtype: 'int32', values: Int32Array.of(2, 0, 1) });
    expect(test).toBeUndefined();
  });

  it('gives the same from gzip files, whatever their names, and keeps rows and columns where asked', async () => {
    write('packed', gzipSync(images));
    const { train, test } = await load({ test: { images: 'packed', labels: 'labels.gz' }, flatten: false, scale: 1 });
    expect(test?.inputs[0]?.values).toEqual(train.inputs[0]?.values);
    expect(test?.inputs[0]).toMatchObject({ shape: [2, 2, 1], scale: 1 });
  });

  it("reads files of Fashion-MNIST's layout and names", async () => {
    const pixels = Array.from({ length: 2 * 28 * 28 }, (_, index) => index % 256);
    const files = (part: string) => ({ images: `${part}-images-idx3-ubyte.gz`, labels: `${part}-labels-idx1-ubyte.gz` });
    for (const part of ['train', 't10k']) {
      write(files(part).images, gzipSync(idxBytes([2, 28, 28], pixels)));
      write(files(part).labels, gzipSync(idxBytes([2], [9, 0])));
    }
    const { train, test } = await load({ train: files('train'), test: files('t10k') });
    expect([train, test]).toMatchObject([{ count: 2 }, { count: 2 }]);
    expect(train.inputs[0]).toMatchObject({ shape: [784], scale: 1 / 255, values: Uint8Array.from(pixels) });
    expect(train.targets[0]?.values).toEqual(Int32Array.of(9, 0));
  });

  it('reads images alone for predictions', async () => {
    const dataset = await createSource(idx, { train: { images: 'none', labels: 'none' } }).loadInputs?.('images.gz', { folder });
    expect(dataset).toMatchObject({ count: 3, targets: [] });
  });

  it('refuses files that are missing, with the nearest name', async () => {
    await expectDataError(() => load({ train: { images: 'image', labels: 'labels' } }), resolve(folder, 'image'), 'no such file', 'did you mean: images?');
    await expectDataError(() => load({ train: { images: 'nowhere/images', labels: 'labels' } }), 'no such file', `no folder ${resolve(folder, 'nowhere')}`);
    await expectDataError(() => load({ train: { images: '.', labels: 'labels' } }), 'cannot be read', 'EISDIR');
  });

  it('refuses files of a wrong length, with both lengths', async () => {
    write('short', images.subarray(0, 20));
    write('long', Uint8Array.of(...images, 0));
    write('header', images.subarray(0, 10));
    write('empty', new Uint8Array(0));
    const withImages = (name: string) => () => load({ train: { images: name, labels: 'labels' } });
    await expectDataError(withImages('short'), 'short', 'truncated', 'got: 20 bytes', 'expected: 28 bytes', '[3, 2, 2] unsigned bytes');
    await expectDataError(withImages('long'), 'longer than its header', 'got: 29 bytes', 'expected: 28 bytes');
    await expectDataError(withImages('header'), 'truncated', 'got: 10 bytes', 'expected: 16 bytes');
    await expectDataError(withImages('empty'), 'not an IDX file', 'an empty file');
  });

  it('refuses files that are mislabelled', async () => {
    write('text', 'hello, world');
    await expectDataError(() => load({ train: { images: 'labels', labels: 'images' } }), 'labels stand where images', 'one axis, [3] unsigned bytes', 'exchanged');
    await expectDataError(() => load({ train: { images: 'images', labels: 'images' } }), 'images stand where labels', '3 axes, [3, 2, 2]', 'one axis');
    await expectDataError(() => load({ train: { images: 'text', labels: 'labels' } }), 'not an IDX file', '68 65 6c 6c', '00 00');
    write('floats', idxBytes([1], [0, 0, 0, 0], 0x0d));
    await expectDataError(() => load({ train: { images: 'images', labels: 'floats' } }), 'whole numbers', '[1] floats');
  });

  it('refuses a damaged gzip file', async () => {
    const packed = gzipSync(images);
    write('cut.gz', packed.subarray(0, packed.length - 9));
    write('flipped.gz', packed.map((byte, index) => (index === packed.length - 6 ? byte ^ 1 : byte)));
    for (const name of ['cut.gz', 'flipped.gz']) {
      await expectDataError(() => load({ train: { images: name, labels: 'labels' } }), name, 'gzip file is damaged', 'fetch the file again');
    }
  });

  it('refuses other numbers of labels, and test images of another size', async () => {
    write('two', idxBytes([2], [0, 1]));
    write('small', idxBytes([2, 1, 2], [1, 2, 3, 4]));
    await expectDataError(() => load({ train: { images: 'images', labels: 'two' } }), 'two', '2 samples', '3 samples, as in', 'images');
    await expectDataError(() => load({ test: { images: 'small', labels: 'two' } }), 'small', 'shape [2]', 'shape [4]');
    write('none', idxBytes([0, 2, 2], []));
    write('noLabels', idxBytes([0], []));
    await expectDataError(() => load({ train: { images: 'none', labels: 'noLabels' } }), 'none', 'no samples');
  });
});

describe('decodeIdx', () => {
  const decode = (type: number, count: number, values: readonly number[]) => decodeIdx({ source: 'f', bytes: idxBytes([count], values, type) }).values;

  it('reads every type of the format, big-endian', () => {
    expect(decode(0x08, 2, [1, 255])).toEqual(Uint8Array.of(1, 255));
    expect(decode(0x09, 2, [1, 255])).toEqual(Int32Array.of(1, -1));
    expect(decode(0x0b, 2, [1, 0, 0xff, 0xfe])).toEqual(Int32Array.of(256, -2));
    expect(decode(0x0c, 1, [0, 1, 0, 2])).toEqual(Int32Array.of(65538));
    expect(decode(0x0d, 1, [0x3f, 0xc0, 0, 0])).toEqual(Float32Array.of(1.5));
    expect(decode(0x0e, 1, [0xc0, 4, 0, 0, 0, 0, 0, 0])).toEqual(Float64Array.of(-2.5));
  });
});
