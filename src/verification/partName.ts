import type { Culprit } from './verification.ts';

/** `the layer dense_2`, `the regularizer l2 on dense/kernel`; of the only loss `the loss huber`, of one among several `the loss loss_2 (huber)`. */
export function partName({ kind, path, component }: Pick<Culprit, 'kind' | 'path' | 'component'>): string {
  if (kind === 'regularizer' && component !== '' && placeName(path, component) !== path && path !== '') return `the regularizer ${component} on ${path}`;
  const named = kind === 'loss' && path === 'loss' ? component : placeName(path, component);
  return named === '' ? `the ${kind}` : `the ${kind} ${named}`;
}

/** `dense_2`, `head (dense)` of a layer with a name of its own. */
export function placeName(path: string, component: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/_\d+$/u, '');
  return path === '' || last === component || component === '' ? path || component : `${path} (${component})`;
}
