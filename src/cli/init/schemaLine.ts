/** The line by which editors complete and check a config, by the schema of the installed package. */
export const schemaLine = '# yaml-language-server: $schema=node_modules/chainrule/config.schema.json';
