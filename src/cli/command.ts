import type { Command } from 'commander';

/** Takes the exit code of a command that ended otherwise than well. */
export type Finish = (code: number) => void;

/** Adds a command to the program. */
export type DefineCommand = (program: Command, finish: Finish) => void;

/** Options that every command takes. */
export interface CommonOptions {
  readonly backend?: string;
  readonly gradients?: string;
  readonly seed?: string;
  readonly set: readonly string[];
  readonly json?: boolean;
}

/** Gathers the values of an option that may be repeated. */
export const repeated = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Adds the options that every command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--backend <name>', 'where the steps run: auto, native, wasm, onnx:cpu, onnx:wasm, tfjs:node, tfjs:wasm, tfjs:cpu, typescript, typescript:float64')
    .option('--gradients <way>', 'backprop, by hand; or autodiff, by tf.js, on a tfjs backend')
    .option('--seed <number>', 'keys all that is random')
    .option('--set <path=value>', 'replaces a value of the config, training.epochs=2 for example; may be repeated', repeated, [])
    .option('--json', 'gives the result as JSON');
}
