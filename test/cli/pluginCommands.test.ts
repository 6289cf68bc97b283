import { describe, expect, it } from 'vitest';
import { command, expectBadInput, start, workplace } from './helpers.ts';

const { folder, write } = workplace();

const hello = write('hello.ts', `import { CLOCK, COMMANDS, defineCommand, definePlugin, LOGGER, RANDOM, z } from 'chainrule';

const hello = defineCommand({
  name: 'hello', summary: 'greets', words: '[names...]', inject: [LOGGER, RANDOM],
  options: () => z.strictObject({
    greeting: z.string().default('Hello').describe('how it begins'),
    upTo: z.int().min(0).default(2).describe('as many as this'),
    style: z.enum(['loud', 'quiet']).optional().describe('how it sounds'),
    shout: z.boolean().default(false),
    comma: z.boolean().default(true).describe('leaves out the comma'),
    endings: z.array(z.string()).default([]),
    sizes: z.tuple([z.number(), z.number()]).optional(),
  }),
  run({ words, options, write }, logger, random) {
    logger.info('greeting');
    const text = words.slice(0, options.upTo).map(word => [options.greeting, options.comma ? ', ' : ' ', word, ...options.endings].join('')).join('; ');
    write(options.shout ? text.toUpperCase() : text);
    if (options.sizes) write(JSON.stringify(options.sizes));
    if (options.style) write(options.style);
    return words.includes('stop') ? 3 : undefined;
  },
});
const fails = defineCommand({ name: 'fail-now', summary: 'fails', options: () => z.strictObject({ late: z.boolean().default(false) }), run({ options }) { if (options.late) return Promise.reject(new RangeError('too late')); throw new TypeError('too soon'); } });
const odd = defineCommand({ name: 'odd', summary: 'ends oddly', options: () => z.strictObject({}), run: () => 0.5 });
export default definePlugin({ name: 'greetings', contributes: { commands: [hello, fails, odd] } });
`);
const run = (...words: readonly string[]) => command('--plugin', hello, ...words);

describe('a command of a plugin', () => {
  it('is given its words and options, writes, and uses services', async () => {
    expect(await run('hello', 'Ann', 'Bob', 'Cem')).toEqual({ code: 0, out: 'Hello, Ann; Hello, Bob\n', err: 'greeting\n' });
    expect(await run('hello', '--greeting', 'Hi', '--up-to', '1', '--shout', 'Ann', 'Bob')).toMatchObject({ code: 0, out: 'HI, ANN\n' });
    expect(await run('hello', '--no-comma', '--endings', '!', '--endings=?', 'Ann', '--sizes', '[1, 2]', '--style', 'quiet')).toMatchObject({ out: 'Hello Ann!?\n[1,2]\nquiet\n' });
    expect(await run('hello')).toMatchObject({ code: 0, out: '\n' });
  });

  it('gives the exit code', async () => {
    expect(await run('hello', 'stop')).toMatchObject({ code: 3 });
    expectBadInput(await run('odd'), ['plugin greetings (', 'command odd: not an exit code', 'got: 0.5', 'from 0 to 255']);
  });

  it('is in the help, with its options', async () => {
    const [{ code, out }, own] = [await run('--help'), await run('hello', '--help')];
    expect(code).toBe(0);
    expect(out).toMatch(/hello \[options\] \[names\.\.\.\]\s+greets/u);
    expect(own.code).toBe(0);
    expect(own.out).toContain('Usage: chainrule hello [options] [names...]');
    for (const line of [/--greeting <value>\s+how it begins \(default: "Hello"\)/u, /--up-to <number>\s+as many as this \(default: 2\)/u, /--style <loud\|quiet>\s+how it sounds/u, /--shout/u, /--no-comma\s+leaves out the comma/u, /--endings <value>\s+\(default: \[\]\); may be repeated/u]) expect(own.out).toMatch(line);
  });

  it('refuses wrong options with the flag and the nearest', async () => {
    expectBadInput(await run('hello', '--up-to', 'many'), ['--up-to: wrong type', 'got: "many"']);
    expectBadInput(await run('hello', '--up-to', '-1'), ['--up-to: out of range']);
    expectBadInput(await run('hello', '--style', 'lout'), ['--style: not one of the known values', 'did you mean: loud?']);
    expectBadInput(await run('hello', '--sizes', '[1'), ['--sizes [1']);
    expectBadInput(await run('hello', '--greting', 'Hi'), ["unknown option '--greting'", 'did you mean: --greeting?']);
    expectBadInput(await run('fail-now', 'word'), ['too many arguments']);
    expectBadInput(await run('helo'), ["unknown command 'helo'", 'hello']);
  });

  it('that fails says which plugin, and where in its file', async () => {
    expectBadInput(await run('fail-now'), ['the plugin greetings (', ') fails in `run` of the command fail-now', 'got: TypeError: too soon at ', 'hello.ts:23\n']);
    expectBadInput(await run('fail-now', '--late'), ['RangeError: too late at ', 'hello.ts:23\n']);
  });

  it('is unknown where the plugin is not named', async () => {
    expectBadInput(await command('hello'), ["unknown command 'hello'"]);
  });
});

describe('a command that cannot be', () => {
  const plugin = (name: string, commands: string) => write(`${name}.ts`, `import { defineCommand, definePlugin, z } from 'chainrule';\nconst command = (name: string, more: object = {}) => defineCommand({ name, summary: '', options: () => z.strictObject({}), run: () => {}, ...more });\nexport default definePlugin({ name: '${name}', contributes: { commands: [${commands}] } });`);

  it('has the name of one of the framework, whatever is run', async () => {
    const file = plugin('taken', `command('train')`);
    for (const words of [['--plugin', file, '--help'], ['--plugin', file, 'train', 'model.yaml'], ['evaluate', 'run', '--plugin', file]]) {
      expectBadInput(await command(...words), ['plugin taken (', 'command train: chainrule has a command "train" of its own', 'another name']);
    }
    expectBadInput(await command('--plugin', plugin('helping', `command('help')`), 'help'), ['a command "help" of its own']);
  });

  it('has the name of one of another plugin', async () => {
    const [one, two] = [plugin('one', `command('same')`), plugin('two', `command('same')`)];
    expectBadInput(await command('--plugin', one, '--plugin', two, 'same'), ['the command "same" is contributed twice', 'one (', 'two (']);
  });

  it('has a schema that is none, or throws', async () => {
    expectBadInput(await command('--plugin', plugin('none', `command('none', { options: () => 3 })`), 'none'), ['the command none has no schema of its options', 'got: 3']);
    expectBadInput(await command('--plugin', plugin('text', `command('text', { options: () => z.string() })`), 'text'), ['the command text has options that are no object']);
    expectBadInput(await command('--plugin', plugin('throws', `command('throws', { options: () => { throw new Error('no'); } })`), 'throws'), ['fails in `options` of the command throws', 'Error: no at']);
    expectBadInput(await command('--plugin', plugin('words', `command('words', { words: '<all...> <more>' })`), 'words'), ['fails in `words` of the command words']);
    expectBadInput(await command('--plugin', plugin('asks', `command('asks', { inject: [Symbol.for('nothing')] })`), 'asks'), ['command asks: inject[0]: this service is not there', 'Symbol(nothing)']);
  });
});

it('a process ends with the code that the command gives', async () => {
  expect(await start(['--plugin', './hello.ts', 'hello', '--greeting', 'Hi', 'stop'], folder).ended).toEqual({ code: 3, out: 'Hi, stop\n', err: 'greeting\n' });
});

it('tells of a flag without its file', async () => {
  expectBadInput(await command('--plugin'), ['--plugin <file>: a value is missing']);
});
