/** What the numbers of an output are. */
export type Meaning = 'class logits' | 'class probabilities' | 'yes-or-no logits' | 'numbers';

/** Reads off a config's `loss` what the model's output number `index` means. */
export function outputMeaning(loss: unknown, index: number): Meaning {
  const own = weighted(Array.isArray(loss) ? loss[index] : index === 0 ? loss : undefined);
  const { use = own, fromLogits = true } = (typeof own === 'object' && own !== null ? own : {}) as { readonly use?: unknown; readonly fromLogits?: unknown };
  if (ofClasses.has(use)) return fromLogits === true ? 'class logits' : 'class probabilities';
  return ofYesOrNo.has(use) && fromLogits === true ? 'yes-or-no logits' : 'numbers';
}

const ofClasses: ReadonlySet<unknown> = new Set(['categoricalCrossEntropy', 'categoricalFocalCrossEntropy', 'klDivergence']);
const ofYesOrNo: ReadonlySet<unknown> = new Set(['binaryCrossEntropy', 'binaryFocalCrossEntropy']);

/** The loss of `{ loss, weight }`. */
function weighted(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'loss' in entry && !('use' in entry) ? entry.loss : entry;
}
