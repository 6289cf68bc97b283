import { terminalWidth, wrapped } from '../components/wrapped.ts';
import { writeJson, writeResult } from '../output.ts';
import { automaticChoices } from './automatic.ts';
import type { AutomaticChoice } from './automatic.ts';
import { backendPlaces } from './places.ts';
import { surveyed } from './survey.ts';
import type { BackendState } from './survey.ts';

/** Prints which backends are here. */
export async function printBackends({ start = false, json = false }: { readonly start?: boolean; readonly json?: boolean }): Promise<void> {
  const backends = await surveyed(backendPlaces, start);
  const auto = automaticChoices(backends);
  if (json) writeJson({ backends, auto });
  else writeResult(backendLines(backends, auto, terminalWidth()).join('\n'));
}

/** A table for the eye, and below it what `auto` takes. */
export function backendLines(backends: readonly BackendState[], auto: readonly AutomaticChoice[], width: number | undefined): readonly string[] {
  const [widest, state] = [Math.max(...backends.map(({ name }) => name.length)), Math.max(...backends.map(each => stateWord(each).length))];
  const rows = backends.flatMap(backend => wrapped(`${backend.name.padEnd(widest)}  ${stateWord(backend).padEnd(state)}  `, detailOf(backend), width));
  return [...rows, '', 'auto takes', ...auto.flatMap(choice => wrapped(`  ${choice.takes ?? 'none'}`.padEnd(widest + 4), `for ${choice.for}${choice.why === '' ? '' : `: ${choice.why}`}`, width))];
}

function stateWord({ state }: BackendState): string {
  return state === 'browsers' ? 'in browsers' : state;
}

function detailOf({ what, about, problem, install }: BackendState): string {
  return [what, about, problem, install].filter(part => part !== undefined).join('; ');
}
