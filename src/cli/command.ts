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
  readonly plugin: readonly string[];
  readonly json?: boolean;
}

/** Gathers the values of an option that may be repeated. */
export const repeated = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** The option of commands that make a report. */
export const pngOption = ['--png <folder>', 'writes each chart as a picture to a folder, by the package @resvg/resvg-js'] as const;

/** The option that names plugins beside those of a config. */
export const pluginOption = ['--plugin <file>', 'loads a plugin, a file or a package, beside those of the config; may be repeated', repeated, []] as const;

/** Adds the options that every command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--backend <name>', 'where the steps run: auto, native, wasm, onnx:cpu, onnx:wasm, tfjs:node, tfjs:wasm, tfjs:cpu, typescript, typescript:float64')
    .option('--gradients <way>', 'backprop, by hand; or autodiff, by tf.js, on a tfjs backend')
    .option('--seed <number>', 'keys all that is random')
    .option('--set <path=value>', 'replaces a value of the config, training.epochs=2 for example; may be repeated', repeated, [])
    .option(...pluginOption)
    .option('--json', 'gives the result as JSON');
}
