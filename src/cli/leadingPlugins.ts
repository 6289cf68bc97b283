/** The plugins that stand before a command, `--plugin ./hello.ts hello`, and the words after them. A flag without its value stays where it is. */
export function leadingPlugins(words: readonly string[]): { readonly plugin: readonly string[]; readonly rest: readonly string[] } {
  const [first = '', second, ...others] = words;
  const assigned = /^--plugin=(.+)$/u.exec(first)?.[1];
  const file = assigned ?? (first === '--plugin' ? second : undefined);
  if (file === undefined) return { plugin: [], rest: words };
  const { plugin, rest } = leadingPlugins(assigned === undefined ? others : words.slice(1));
  return { plugin: [file, ...plugin], rest };
}
