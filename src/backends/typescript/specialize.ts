/** A loop over arrays and numbers. */
type Loop = (...values: never[]) => unknown;

const instances = new Map<string, unknown>();

/** False once a content security policy has refused: it is asked once, since a page may report each refusal. */
let allowed = true;

/**
 * An instance of a self-contained loop that belongs to `key` alone: V8 keeps type feedback for each function object's source, and a loop that sees both
 * Float32Array and Float64Array runs 20–30 % slower. Gives the loop itself, correct and slower, where the page forbids code
 * from strings, or a build tool made the source depend on something outside it.
 */
export function specialize<F extends Loop>(loop: F, key: string): F {
  return compiled(key, `return ${loop.toString()};`, loop) as F;
}

/** The loop that a function body gives, once for each key and body; `otherwise` where code from strings is forbidden or fails. `key` is one line. */
export function compiled<F extends Loop>(key: string, body: string, otherwise: F): F {
  const identity = `${key}\n${body}`;
  const made = instances.get(identity) ?? probe(key, body);
  if (made === undefined) return otherwise;
  instances.set(identity, made);
  return made as F;
}

/**
 * A first instance is called on nothing, to see that it stands alone; the second has seen no types yet. On nothing, every loop must end: its
 * condition is a `<` that is false for NaN.
 */
function probe(key: string, body: string): unknown {
  if (!allowed) return undefined;
  try {
    const trial: unknown = evaluate(`probe of ${key}`, body);
    if (typeof trial !== 'function') return undefined;
    trial(...Array.from({ length: trial.length }, () => new Float64Array(0)));
    return evaluate(key, body);
  } catch (error) {
    allowed = !(error instanceof EvalError);
    return undefined;
  }
}

function evaluate(key: string, body: string): unknown {
  return new Function(`'use strict'; // ${key}\n${body}`)();
}
