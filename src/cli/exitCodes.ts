/** How the command ends, for scripts. */
export const exitCodes = {
  done: 0,
  /** A mistake of the program: the stack trace is shown. */
  bug: 1,
  /** `verify` found a gradient that is wrong. */
  wrongGradient: 1,
  /** `config diff` found a difference. */
  different: 1,
  /** Anything wrong with what was given, a plugin that fails included: one plain error is shown. */
  badInput: 2,
  /** Ended by Ctrl-C or a termination signal; what was learned is saved. */
  interrupted: 130,
} as const;
