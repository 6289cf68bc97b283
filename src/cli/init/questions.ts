import { ConfigError } from '../../errors.ts';

/** One answer to choose from; the first is suggested. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label?: string;
  readonly hint?: string;
}

/** Ctrl-C at a question. */
export class Interrupted extends Error {}

/** Asks on the terminal, or takes the suggestions. */
export interface Questions {
  choose<Value extends string>(flag: string, message: string, choices: readonly [Choice<Value>, ...Choice<Value>[]]): Promise<Value>;
  write(flag: string, message: string, suggested: string, check: (text: string) => string | undefined): Promise<string>;
}

/** The suggestions of all questions. */
export const suggestions: Questions = {
  choose: async (_, __, [first]) => first.value,
  write: async (_, __, suggested) => suggested,
};

/** Throws a ConfigError for each question: there is nobody to answer it. */
export const nobody: Questions = {
  choose: async flag => unanswered(flag),
  write: async flag => unanswered(flag),
};

function unanswered(flag: string): never {
  throw new ConfigError('there is no terminal to ask on', { where: flag, expected: 'an answer', next: `give ${flag}, or --yes for the suggestions` });
}

/** Asks on this terminal. Throws Interrupted for Ctrl-C. */
export const terminal: Questions = {
  async choose(_, message, choices) {
    const { isCancel, select } = await import('@clack/prompts');
    const answer: unknown = await select<string>({ message, options: choices.map(choice => ({ ...choice, label: choice.label ?? choice.value })) });
    const chosen = isCancel(answer) ? undefined : choices.find(({ value }) => value === answer);
    if (chosen === undefined) throw new Interrupted();
    return chosen.value;
  },
  async write(_, message, suggested, check) {
    const { isCancel, text } = await import('@clack/prompts');
    const answer = await text({ message, placeholder: suggested, defaultValue: suggested, validate: given => (given === undefined || given === '' ? undefined : check(given)) });
    if (isCancel(answer)) throw new Interrupted();
    return answer;
  },
};
