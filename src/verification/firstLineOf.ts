/** The first line of what was thrown: `TypeError: boom`. */
export function firstLineOf(error: unknown): string {
  const [first = ''] = String(error).split('\n');
  return first;
}
