import { afterEach, describe, expect, it, vi } from 'vitest';
import { escaped } from '../../src/config/interpolation.ts';
import { readConfig } from '../../src/config/loadConfig.ts';
import { parseOverride } from '../../src/config/override.ts';
import { problemsIn } from './files.ts';

const read = (text: string, ...sets: readonly string[]) => readConfig(text, 'run.yaml', sets.map(parseOverride)).config;
const wrong = async (text: string) => (await problemsIn(() => read(text))).map(({ place, problem, nearest, got }) => ({ place, problem, nearest, got }));

afterEach(() => vi.unstubAllEnvs());

describe('a reference to another value', () => {
  it('keeps its type where it stands alone, and is written out within a text', () => {
    expect(read('a: { b: [1, two, true] }\nc: ${a.b}\nd: ${a.b[0]}\ne: "${a.b[1]}: ${a.b[-1]}, ${a.b[0]}"\n')).toMatchObject({ c: [1, 'two', true], d: 1, e: 'two: true, 1' });
  });

  it('finds short forms, and what references stand for', () => {
    const text = 'model: [relu, { use: dense, units: 8 }]\na: ${model.layers[1].units}\nb: ${model[0].use}\nc: ${d.units}\nd: ${model[1]}\ne: ${c}\n';
    expect(read(text)).toMatchObject({ a: 8, b: 'relu', c: 8, e: 8, d: { use: 'dense', units: 8 } });
  });

  it('sees what overrides and the defaults of no one have put there', () => {
    expect(read('a: 1\nb: ${a}\n', 'a=5')).toMatchObject({ b: 5 });
    expect(read('a: 1\nb: 2\n', 'b=${a}')).toMatchObject({ b: 1 });
  });

  it('is a plain text where it is escaped', () => {
    expect(read('a: $${b}\nb: "x $${env:HOME} $ {"\nc: $$${d}\nd: $5\n')).toMatchObject({ a: '${b}', b: 'x ${env:HOME} $ {', c: '$${d}' });
    for (const text of ['${a}', '$${a}', '$$${a}', 'x ${ $', '$5', '$$']) expect(read(JSON.stringify({ a: escaped(text) }))['a']).toBe(text);
  });

  it('that leads nowhere is told of, all of them, with the nearest path', async () => {
    expect(await wrong('training: { epochs: 1 }\na: ${training.epoch}\nb: ${trainin.epochs}\nc: ["${a"]\nd: ${x y}\nf: ${..}\ng: ${en:X}\nh: "${training} x"\ni: ${model[0]}\n')).toMatchObject([
      { place: 'run.yaml:2:4', problem: 'there is no such value', nearest: 'training.epochs' },
      { place: 'run.yaml:3:4', problem: 'there is no such value', nearest: 'training' },
      { place: 'run.yaml:4:5', problem: 'a `${` that begins no reference' },
      { place: 'run.yaml:5:4', problem: 'there is no such value' },
      { place: 'run.yaml:6:4', problem: 'a reference that names no value' },
      { place: 'run.yaml:7:4', problem: 'an unknown kind of reference', nearest: '${env:X}' },
      { place: 'run.yaml:8:4', problem: '${training} is an object, which cannot be written into a text' },
      { place: 'run.yaml:9:4', problem: 'there is no such value' },
    ]);
  });

  it.each([
    ['a: ${a}\n', ['run.yaml:1:4'], 'a → a'],
    ['a: ${b}\nb: ${c}\nc: "x ${a}"\n', ['run.yaml:3:4'], 'a → b → c → a'],
    ['a: { b: "${c}", d: "${a.d}" }\nc: ${a.b}\n', ['run.yaml:2:4', 'run.yaml:1:20'], 'a.b → c → a.b'],
    ['a: { b: [1, "${a}"] }\n', ['run.yaml:1:13'], 'a → a.b → a.b[1] → a'],
    ['model: [{ units: "${model[0].units}" }]\n', ['run.yaml:1:18'], 'model[0].units → model[0].units'],
  ])('that leads to itself is told of, once a circle: %j', async (text, places, got) => {
    const found = await wrong(text);
    expect(found.map(({ place }) => place)).toEqual(places);
    expect(found[0]).toMatchObject({ problem: 'references go in a circle', got });
  });

  it('cannot make a config grow without an end', async () => {
    const values = Array.from({ length: 12 }, (_, index) => `a${index + 1}: [${Array.from({ length: 10 }, () => `"\${a${index}}"`).join(', ')}]\n`).join('');
    const texts = Array.from({ length: 40 }, (_, index) => `a${index + 1}: \${a${index}}\${a${index}}\n`).join('');
    const chain = Array.from({ length: 300 }, (_, index) => `a${index}: \${a${index + 1}}\n`).join('');
    expect(await wrong(`a0: [1, 2, 3]\n${values}`)).toMatchObject([{ problem: 'too many values' }]);
    expect(await wrong(`a0: ${'x'.repeat(100_000)}\n${texts}`)).toMatchObject([{ problem: 'references write too long texts' }]);
    expect((await wrong(`${chain}a300: 1\n`)).every(({ problem }) => problem === 'too many references lead on to one another')).toBe(true);
    expect(await wrong(`a: "${'${'.repeat(300_000)}"\n`)).toMatchObject([{ problem: 'a `${` that begins no reference' }]);
  });

  it('in flow form must be quoted, which the error says', async () => {
    const [first] = await problemsIn(() => read('a: { b: ${c} }\nc: 1\n'));
    expect(first).toMatchObject({ place: 'run.yaml:1:10', next: expect.stringContaining('in quotes') });
  });
});

describe('a variable of the environment', () => {
  it('is read as YAML where it is one value, and as it is within a text', () => {
    for (const [name, value] of Object.entries({ N: '3', RATE: '1e-3', YES: 'true', TEXT: 'a: b', LIST: '[1]', WORD: 'adam', ODD: '"x', EMPTY: '' })) vi.stubEnv(`CHAINRULE_${name}`, value);
    const config = read(['N', 'RATE', 'YES', 'TEXT', 'LIST', 'WORD', 'ODD', 'EMPTY'].map(name => `${name}: \${env:CHAINRULE_${name}}\n`).join('') + 'in: "n ${env:CHAINRULE_RATE}"\n');
    expect(config).toMatchObject({ N: 3, RATE: 0.001, YES: true, TEXT: 'a: b', LIST: '[1]', WORD: 'adam', ODD: '"x', EMPTY: '', in: 'n 1e-3' });
  });

  it('has a default for where it is not set, or is empty', () => {
    vi.stubEnv('CHAINRULE_EMPTY', '');
    expect(read('a: ${env:CHAINRULE_NO:-5}\nb: "${env:CHAINRULE_EMPTY:-x:-y}"\nc: ${env:CHAINRULE_NO:-}\n')).toMatchObject({ a: 5, b: 'x:-y', c: '' });
  });

  it('that is not set, or is none, is told of', async () => {
    vi.stubEnv('CHAINRULE_SEED', '5');
    expect(await wrong('a: ${env:CHAINRULE_SED}\nb: ${env:1x}\n')).toMatchObject([
      { place: 'run.yaml:1:4', problem: 'the environment has no variable CHAINRULE_SED', nearest: 'CHAINRULE_SEED' },
      { place: 'run.yaml:2:4', problem: 'not the name of a variable' },
    ]);
  });
});
