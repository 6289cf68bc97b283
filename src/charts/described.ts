/** How many figures a description names. */
const mostNamed = 12;

/** The figures of a chart as a sentence: `native 0.181 ms, wasm 1.04 ms and 3 more.` */
export function described(figures: readonly string[]): string {
  const more = figures.length - mostNamed;
  return figures.length === 0 ? 'No figures.' : `${figures.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
