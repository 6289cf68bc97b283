import type { AnyBuilder } from '../components/definition.ts';
import { constant } from './constant.ts';
import { givenValues } from './givenValues.ts';
import { glorotNormal } from './glorotNormal.ts';
import { glorotUniform } from './glorotUniform.ts';
import { heNormal } from './heNormal.ts';
import { heUniform } from './heUniform.ts';
import { identity } from './identity.ts';
import { lecunNormal } from './lecunNormal.ts';
import { lecunUniform } from './lecunUniform.ts';
import { normal } from './normal.ts';
import { ones } from './ones.ts';
import { orthogonal } from './orthogonal.ts';
import { truncatedNormal } from './truncatedNormal.ts';
import { uniform } from './uniform.ts';
import { varianceScaling } from './varianceScaling.ts';
import { zeros } from './zeros.ts';

export {
  constant, givenValues, glorotNormal, glorotUniform, heNormal, heUniform, identity, lecunNormal, lecunUniform, normal, ones, orthogonal, truncatedNormal, uniform,
  varianceScaling, zeros,
};

/** The framework's own initializers. */
export const initializers: readonly AnyBuilder<'initializer'>[] = [
  zeros, ones, constant, givenValues, identity, uniform, normal, truncatedNormal, varianceScaling,
  glorotUniform, glorotNormal, heUniform, heNormal, lecunUniform, lecunNormal, orthogonal,
];
