import type { AnyBuilder } from '../components/definition.ts';
import { constant } from './constant.ts';
import { glorotNormal } from './glorotNormal.ts';
import { glorotUniform } from './glorotUniform.ts';
import { heNormal } from './heNormal.ts';
import { heUniform } from './heUniform.ts';
import { normal } from './normal.ts';
import { uniform } from './uniform.ts';
import { zeros } from './zeros.ts';

export { constant, glorotNormal, glorotUniform, heNormal, heUniform, normal, uniform, zeros };

/** The framework's own initializers. */
export const initializers: readonly AnyBuilder<'initializer'>[] = [zeros, constant, uniform, normal, glorotUniform, glorotNormal, heUniform, heNormal];
