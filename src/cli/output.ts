/** Writes a result on standard output. */
export function writeResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a result on standard output as JSON: each key in a line of its own, each list in one line. */
export function writeJson(value: object): void {
  writeResult(layOut(value, ''));
}

function layOut(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const lines = entries.map(([key, each]) => `${inner}${JSON.stringify(key)}: ${layOut(each, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}
