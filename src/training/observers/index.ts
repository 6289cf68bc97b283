import type { AnyBuilder } from '../../components/definition.ts';
import { jsonLines } from './jsonLines.ts';
import { progress } from './progress.ts';

export { jsonLines, progress };

/** The observers of the framework. */
export const observers: readonly AnyBuilder<'observer'>[] = [jsonLines, progress];
