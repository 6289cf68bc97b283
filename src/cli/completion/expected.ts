import type { Argument, Command, Option } from 'commander';

/** An argument, or the value of an option. */
export type Valued = Argument | Option;

/** What the grammar of the command line expects at a place. */
export type Expected =
  | { readonly what: 'flags'; readonly command: Command }
  /** `before` is what the word already holds in front of the value: `--backend=`, or the first of a list. */
  | { readonly what: 'value'; readonly command: Command; readonly value: Valued; readonly before: string }
  /** An argument, or a subcommand where none of the command's words has been given. */
  | { readonly what: 'word'; readonly command: Command; readonly first: boolean; readonly value: Valued | undefined };

/** Walks the words as commander does, and tells what may come next. */
export function expectedAt(program: Command, words: readonly string[], begun: string): Expected {
  let [command, given, literal] = [program, 0, false];
  let open: Option | undefined;
  for (const word of words) {
    const option = literal || open !== undefined ? undefined : optionOf(command, word);
    const inner = given === 0 && open === undefined ? command.commands.find(own => own.name() === word) : undefined;
    if (open !== undefined) open = undefined;
    else if (word === '--') literal = true;
    else if (option !== undefined) open = takesValue(option) && !word.includes('=') ? option : undefined;
    else if (inner !== undefined) command = inner;
    else if (literal || !word.startsWith('-')) given++;
  }
  if (open !== undefined) return valueOf(command, open, '', begun);
  return literal || !begun.startsWith('-') ? wordOf(command, given) : flagOf(command, begun);
}

function optionOf(command: Command, word: string): Option | undefined {
  const [flag = ''] = word.split('=');
  return command.options.find(({ long, short }) => flag === long || flag === short);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** `--backend=nat` has a flag and the beginning of its value. */
function flagOf(command: Command, begun: string): Expected {
  const option = begun.includes('=') ? optionOf(command, begun) : undefined;
  return option === undefined ? { what: 'flags', command } : valueOf(command, option, begun.slice(0, begun.indexOf('=') + 1), begun);
}

/** A value may be a list with commas, of which the last is completed. */
function valueOf(command: Command, value: Option, flag: string, begun: string): Expected {
  return { what: 'value', command, value, before: begun.includes(',') ? begun.slice(0, begun.lastIndexOf(',') + 1) : flag };
}

function wordOf(command: Command, given: number): Expected {
  const last = command.registeredArguments.at(-1);
  return { what: 'word', command, first: given === 0, value: command.registeredArguments[given] ?? (last?.variadic === true ? last : undefined) };
}
