/** A value as messages show it: as JSON, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' || (typeof value === 'object' && !ArrayBuffer.isView(value)) ? JSON.stringify(value, plain) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** JSON has no integers of any length. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
