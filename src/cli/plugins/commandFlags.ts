import { Option } from 'commander';
import * as core from 'zod/v4/core';
import { Places } from '../../config/places.ts';
import { readYaml } from '../../config/readYaml.ts';
import { innerOf, unwrapped } from '../../plugins/schemaKeys.ts';
import { repeated } from '../command.ts';
import { asNumber } from '../overrides.ts';

/** An option of a plugin's command: a key of its schema as a flag. */
export interface CommandFlag {
  readonly key: string;
  /** As it is typed: `--up-to`. */
  readonly flag: string;
  readonly option: Option;
  /** What the schema is given for what was typed. */
  read(typed: unknown): unknown;
}

/** The flags of an object schema, one a key: `{ upTo: z.int() }` is `--up-to <number>`, a boolean takes no value, a list is a flag that may be repeated. Undefined where it is no object. */
export function commandFlags(schema: core.$ZodType): readonly CommandFlag[] | undefined {
  const plain = unwrapped(schema);
  if (!(plain instanceof core.$ZodObject)) return undefined;
  const shape: Readonly<Record<string, core.$ZodType>> = plain._zod.def.shape;
  return Object.entries(shape).map(([key, own]) => flagOf(key, own));
}

function flagOf(key: string, schema: core.$ZodType): CommandFlag {
  const plain = unwrapped(schema);
  const name = key.replaceAll(/(?<=[a-z\d])[A-Z]/gu, letter => `-${letter}`).toLowerCase();
  const about = aboutOf(schema);
  if (plain instanceof core.$ZodBoolean) {
    const flag = defaultOf(schema) === true ? `--no-${name}` : `--${name}`;
    return { key, flag, option: new Option(flag, about), read: typed => typed };
  }
  const flag = `--${name}`;
  if (!(plain instanceof core.$ZodArray)) return { key, flag, option: new Option(`${flag} ${wordOf(plain)}`, about), read: typed => valueOf(plain, flag, String(typed)) };
  const element = unwrapped(plain._zod.def.element);
  const option = new Option(`${flag} ${wordOf(element)}`, [about, 'may be repeated'].filter(part => part !== '').join('; '));
  return { key, flag, option: option.argParser((value: string, before: readonly string[] | undefined) => repeated(value, before ?? [])), read: typed => [typed].flat().map(text => valueOf(element, flag, String(text))) };
}

/** Texts and numbers as they are typed; anything else is YAML. */
function valueOf(schema: core.$ZodType, flag: string, text: string): unknown {
  if (schema instanceof core.$ZodString || schema instanceof core.$ZodEnum || schema instanceof core.$ZodLiteral) return text;
  if (schema instanceof core.$ZodNumber) return asNumber(text);
  return readYaml(text, { flag: `${flag} ` }, new Places());
}

function wordOf(schema: core.$ZodType): string {
  if (schema instanceof core.$ZodNumber) return '<number>';
  return schema instanceof core.$ZodEnum ? `<${Object.values(schema._zod.def.entries).join('|')}>` : '<value>';
}

/** Its description with its default. */
function aboutOf(schema: core.$ZodType): string {
  const preset = defaultOf(schema);
  const shown = preset === undefined || typeof preset === 'boolean' ? [] : [`(default: ${JSON.stringify(preset)})`];
  return [...descriptionOf(schema), ...shown].join(' ');
}

function descriptionOf(schema: core.$ZodType): readonly string[] {
  const own = core.globalRegistry.get(schema)?.description;
  const inner = innerOf(schema);
  return own === undefined ? inner === undefined ? [] : descriptionOf(inner) : [own];
}

function defaultOf(schema: core.$ZodType): unknown {
  if (schema instanceof core.$ZodDefault || schema instanceof core.$ZodPrefault) return schema._zod.def.defaultValue;
  const inner = innerOf(schema);
  return inner === undefined ? undefined : defaultOf(inner);
}
