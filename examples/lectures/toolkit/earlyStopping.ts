import type { RunConfig } from 'chainrule';
import { lineChart } from 'chainrule/charts';
import { curveOf } from '../history.ts';
import type { History } from '../history.ts';
import { agrees, equal, shows } from '../lecture.ts';
import type { LectureResult } from '../lecture.ts';
import { trained } from './trained.ts';
import type { Trained } from './trained.ts';

/** Epochs without a new best that the config allows. */
const patience = 40;

/** Early stopping beside the training that goes on to its end. */
export async function earlyStopping(changes: Partial<RunConfig>, whole: Trained): Promise<LectureResult> {
  const { history, end, validation } = await trained('early-stopping.yaml', changes);
  const [losses, wholeLosses] = [validationLosses(history), validationLosses(whole.history)];
  const best = losses.indexOf(Math.min(...losses)) + 1;
  return {
    findings: [
      equal('early stopping: its epochs are the first of the whole training', losses, wholeLosses.slice(0, losses.length), 0),
      shows('early stopping: where it ends', 'the loss of validation rises', `epoch ${end.epochs} of ${whole.end.epochs}, ${end.reason}`, end.reason === 'stopped early' && end.epochs === best + patience),
      agrees('early stopping: the restored epoch is the best one', best, end.best?.epoch ?? Number.NaN, 0),
      agrees('early stopping: validation loss of the restored weights', Number(Math.min(...losses).toPrecision(4)), validation, 1e-4),
      shows('without: validation loss at the end', `above ${validation.toPrecision(3)}`, whole.validation.toPrecision(3), whole.validation > validation),
    ],
    figures: { 'early-stopping': chartOf(whole.history, best, end.epochs) },
  };
}

function validationLosses({ epochs }: History): readonly number[] {
  return epochs.map(({ validation }) => validation?.loss ?? Number.NaN);
}

function chartOf(history: History, best: number, stop: number) {
  return lineChart({
    title: 'Early stopping', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy', scale: 'linear' },
    series: [curveOf(history, 'training', 'loss'), curveOf(history, 'validation', 'loss')],
    marked: [{ x: best, y: validationLosses(history)[best - 1], label: `epoch ${best}, restored` }, { x: stop, label: `epoch ${stop}, the stop` }],
  });
}
