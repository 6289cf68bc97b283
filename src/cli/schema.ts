import { pluginOption } from './command.ts';
import type { DefineCommand } from './command.ts';

const help = `
An editor with the YAML language server (in VS Code the extension "YAML" by Red Hat) completes and checks a config whose first line names the schema, a path from the config on:

  # yaml-language-server: $schema=node_modules/chainrule/config.schema.json

That one comes with the package and knows its own components. One that knows plugins too is written with --output.

Examples:
  chainrule schema --output chainrule.schema.json
  chainrule schema experiment.yaml --output chainrule.schema.json
  chainrule schema --plugin ./swish.ts --output chainrule.schema.json`;

/** `chainrule schema [CONFIG]`. */
export const schemaCommand: DefineCommand = program => {
  program.command('schema')
    .description('a JSON Schema of configs, by which editors complete and check them')
    .argument('[config]', 'a YAML or JSON file, whose plugins the schema then knows')
    .option(...pluginOption)
    .option('--output <file>', 'writes the schema to a file')
    .addHelpText('after', help)
    .action(async (config: string | undefined, flags: { readonly plugin: readonly string[]; readonly output?: string }) => {
      const { printSchema } = await import('./components/printSchema.ts');
      await printSchema(config, flags);
    });
};
