import type { BenchOptions } from './options.ts';

/** The command that a benchmark was made by, without the flags that say where its result goes. */
export function commandText(file: string, { backend, rounds, seconds, batchSize, seed, set, plugin, breakEven, profile }: Omit<BenchOptions, 'suite'>): string {
  const given = (flag: string, value: string | undefined) => (value === undefined ? [] : [`--${flag}`, quoted(value)]);
  return [
    'chainrule', 'bench', quoted(file), ...backend.flatMap(name => given('backend', name)), ...given('batch-size', batchSize), ...given('seed', seed), ...set.flatMap(text => given('set', text)), ...plugin.flatMap(name => given('plugin', name)),
    ...given('rounds', rounds), ...given('seconds', seconds), ...given('break-even', breakEven), ...(profile === true ? ['--profile'] : []),
  ].join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
