import { candidatesFor, onnxCpuPaysFrom } from '../../backends/auto/rule.ts';
import type { Work } from '../../backends/auto/rule.ts';
import type { BackendState } from './survey.ts';

/** What `auto` takes for some kind of step, and why. */
export interface AutomaticChoice {
  readonly for: string;
  readonly takes: string | undefined;
  readonly why: string;
}

const works: Readonly<Record<string, Work>> = {
  [`steps of less than ${onnxCpuPaysFrom.toLocaleString('en')} multiplications`]: { multiplications: 0, differentiates: false },
  'larger steps': { multiplications: Number.POSITIVE_INFINITY, differentiates: false },
  'gradients: autodiff': { multiplications: 0, differentiates: true },
};

/** The choices of `auto` among what is here. A graph with an operation that the first lacks makes it take the next. */
export function automaticChoices(states: readonly BackendState[]): readonly AutomaticChoice[] {
  const present = new Set(states.filter(({ state }) => state === 'ready' || state === 'installed').map(({ name }) => name));
  return Object.entries(works).map(([work, size]) => {
    const candidates = candidatesFor(size, true);
    const taken = candidates.find(({ name }) => present.has(name));
    const passed = candidates.slice(0, taken === undefined ? undefined : candidates.indexOf(taken)).map(({ name }) => `${name} is not here`);
    const reason = taken?.reason ?? (taken?.name === 'native' ? 'no other is faster at any size' : undefined);
    return { for: work, takes: taken?.name, why: [...passed, ...(reason === undefined ? [] : [reason])].join('; ') };
  });
}
