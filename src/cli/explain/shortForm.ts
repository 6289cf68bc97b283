import type { JsonSchema } from '../../config/jsonSchema/jsonSchema.ts';
import type { Contribution } from '../../plugins/contribution.ts';

/** The shortest ways to write a component, in a config and in code, where there are such. */
export function shortFormOf({ definition: { kind, name, shorthand } }: Contribution, { required = [] }: JsonSchema): string | undefined {
  const forms = [
    ...(required.length === 0 ? [`\`${name}\` for { use: ${name} }`] : []),
    ...(kind === 'layer' && name === 'sequential' ? ['a list of layers for { use: sequential, layers: … }'] : []),
    ...(kind === 'schedule' && name === 'constant' ? ['a number for { use: constant, value: … }'] : []),
    ...(kind === 'backend' && shorthand !== undefined ? [`\`${name}:${shorthand.toUpperCase()}\` for { use: ${name}, ${shorthand}: ${shorthand.toUpperCase()} }`] : []),
    ...(shorthand === undefined ? [] : [`in code a bare argument is \`${shorthand}\``]),
  ];
  return forms.length === 0 ? undefined : forms.join('; ');
}
