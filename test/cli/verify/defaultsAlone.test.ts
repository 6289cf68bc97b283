import { describe, expect, it } from 'vitest';
import { command, workplace } from '../helpers.ts';

const { write } = workplace();
const layer = (name: string, more: string) => `defineLayer({ name: '${name}', summary: 's', create: ({ factor = 2 }) => activation(x => ({ y: x.mul(factor), backward: dy => dy.mul(factor) })), ${more} })`;
const factor = 'options: () => z.strictObject({ factor: z.number().default(1) })';
const file = write('scaling.ts', `import { activation, defineLayer, definePlugin, z } from 'chainrule';
export default definePlugin({ name: 'scaling', contributes: { layers: [
  ${layer('untried', factor)}, ${layer('listed', `${factor}, examples: []`)}, ${layer('tried', `${factor}, examples: [{ options: { factor: 3 } }]`)}, ${layer('plain', 'options: () => z.strictObject({})')},
] } });
`);
const verify = (...words: readonly string[]) => command('verify', '--plugin', file, '--backend', 'typescript', ...words);

describe('a plugin whose component has options and no examples', () => {
  it('is verified with its defaults, and told that nothing else was tried', async () => {
    const { code, out } = await verify();
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'ok     untried of [4], with its defaults alone, as it gives no examples', 'ok     listed of [4], with its defaults alone, as it gives no examples', 'ok     tried of [4]', 'ok     plain of [4]',
    ]);
  });

  it('says so by itself and in JSON, and not where options are given', async () => {
    expect((await verify('--layer', 'untried')).out).toContain('\nwith its defaults alone: `examples: [{ options, inputs }]` in its definition name others to try\nevery gradient is right\n');
    expect(JSON.parse((await verify('--layer', 'untried', '--json')).out)).toMatchObject({ verifications: [{ defaultsAlone: true }] });
    expect((await verify('--layer', 'untried', '--options', '{ factor: 2 }')).out).not.toContain('defaults alone');
    expect((await verify('--layer', 'elu')).out).not.toContain('defaults alone');
  });
});
