import type { RunConfig } from 'chainrule';
import type { Lecture, LectureResult } from '../lecture.ts';
import { batches } from './batches.ts';
import { decay } from './decay.ts';
import { earlyStopping } from './earlyStopping.ts';
import { momentum } from './momentum.ts';
import { regularisation } from './regularisation.ts';
import { restarts } from './restarts.ts';
import { trained } from './trained.ts';
import { vanishing } from './vanishing.ts';

/** The notes' remedies for what goes wrong in training, each with its effect on the same noisy points. */
export const lecture: Lecture = {
  name: 'toolkit',
  title: 'The toolkit: what goes wrong in training, and what helps',
  async run(backend = 'auto') {
    const changes: Partial<RunConfig> = { backend };
    const without = await trained('overfitting.yaml', changes);
    const [L1, L2, dropout] = [await trained('l1.yaml', changes), await trained('l2.yaml', changes), await trained('dropout.yaml', changes)];
    return joined([
      await earlyStopping(changes, without), regularisation({ without, L1, L2, dropout }), await vanishing(changes), await batches(backend), await decay(changes), await restarts(changes), await momentum(),
    ]);
  },
};

function joined(results: readonly LectureResult[]): LectureResult {
  return { findings: results.flatMap(({ findings }) => findings), figures: Object.assign({}, ...results.map(({ figures }) => figures)) };
}
