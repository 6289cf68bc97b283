import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineObserver, LOGGER, RUN_FOLDER, z } from 'chainrule';
import type { EpochReport } from 'chainrule';
import { lineChart, svgOf } from 'chainrule/charts';

/** Draws the losses of the epochs so far into the run folder, after each of them: open the file beside the training. */
export const lossChart = defineObserver({
  name: 'lossChart',
  summary: 'draws the losses of the epochs into the run folder',
  options: () => z.strictObject({ file: z.string().endsWith('.svg').default('loss.svg') }),
  inject: [RUN_FOLDER, LOGGER],
  create({ file }, folderOfRun, logger) {
    const epochs: EpochReport[] = [];
    const pointsOf = (part: 'training' | 'validation') => epochs.flatMap(({ epoch, [part]: figures }) => (figures === undefined ? [] : [{ x: epoch, y: figures.loss }]));
    return {
      epochEnded(report) {
        if (report.epoch === 1) epochs.length = 0;
        epochs.push(report);
        const series = (['training', 'validation'] as const).map(name => ({ name, points: pointsOf(name) })).filter(({ points }) => points.length > 0);
        const folder = folderOfRun();
        if (folder !== undefined) writeFileSync(join(folder, file), svgOf(lineChart({ title: 'Loss', x: { label: 'epoch' }, y: { label: 'loss' }, series })));
      },
      finished: () => logger.info(`lossChart: ${folderOfRun() === undefined ? 'nothing is drawn, as the run writes nothing' : `drew ${file}`}`),
    };
  },
});
