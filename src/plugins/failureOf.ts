import { PluginError } from '../errors.ts';

/** The error for a plugin that throws one of its own: what it was, and the place in its code where that is known. */
export function failureOf(problem: string, where: string | undefined, error: unknown, next: string): PluginError {
  return new PluginError(problem, { where, got: `${textOf(error)}${placeIn(error)}`, next }, { cause: error });
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.replaceAll(/\s*\n\s*/gu, ' ').slice(0, 300)}` : String(error);
}

/** ` at swish.ts:12`: the first line of the stack that is in a file of neither a library, Node nor this framework, which a plugin may call with what makes it fail. The column is that of the compiled text, which is not its author's. */
function placeIn(error: unknown): string {
  const lines = (error instanceof Error ? error.stack : undefined)?.split('\n') ?? [];
  const frame = lines.find(line => /^\s+at /u.test(line) && !/node:|node_modules/u.test(line) && !line.includes(ownFolder()));
  const place = frame === undefined ? undefined : /(?:file:\/\/)?([^\s()]+:\d+):\d+\)?$/u.exec(frame)?.[1];
  return place === undefined ? '' : ` at ${place}`;
}

/** `/chainrule/dist/`; in a bundle, where a file holds all, its own address, as a place in that would tell nothing. */
function ownFolder(): string {
  return new URL(import.meta.url).pathname.replace(/plugins\/failureOf\.[jt]s$/u, '');
}
