import type { AnyBuilder } from '../../components/definition.ts';
import { jsonLines } from './jsonLines.ts';
import { progress } from './progress.ts';
import { tensorBoard } from './tensorBoard.ts';

export { jsonLines, progress, tensorBoard };

/** The observers of the framework. */
export const observers: readonly AnyBuilder<'observer'>[] = [jsonLines, progress, tensorBoard];
