import type { TablePlan } from './tablePlan.ts';
import { schemaLine } from './schemaLine.ts';
import { yamlList, yamlText, yamlValue } from './yamlText.ts';

/** What the config of a table says of itself. */
export interface TableConfig {
  readonly name: string;
  /** The name of the file that was divided. */
  readonly file: string;
  readonly header: boolean;
  readonly plan: TablePlan;
  /** Rows to train on and to test with. */
  readonly train: number;
  readonly test: number;
}

/** A config that learns from a table, with comments. */
export function tableConfig(config: TableConfig): string {
  const { plan, file, name } = config;
  const what = plan.classes === undefined ? 'a number' : `one of ${plan.classes.length} classes`;
  return [
    schemaLine,
    `# Learns to predict ${JSON.stringify(plan.target)}, ${what}, from ${JSON.stringify(file)}.`,
    `name: ${name}`, ...dataLines(config), ...modelLines(plan, config.train), ...trainingLines(config.train), '',
  ].join('\n');
}

function dataLines({ plan, header, train, test }: TableConfig): readonly string[] {
  const drawn = plan.classes === undefined ? 'shuffled' : 'stratified';
  return [
    'data:', '  use: csv', `  file: data/train.csv # ${train} rows`, `  test: data/test.csv # ${test} rows, which are not trained on`,
    ...(header ? [] : ['  header: false # columns are numbered from 1']),
    `  target: ${targetText(plan)}`, ...categoryLines(plan), ...unusedLines(plan),
    `  validation: { size: 0.2, rows: ${drawn} } # held out of the training rows: training stops when it learns nothing more for them`,
    `  standardise: ${plan.classes === undefined ? '{ inputs: true, targets: true }' : 'true'} # to the mean 0 and the deviation 1`,
  ];
}

function targetText({ target, classes }: TablePlan): string {
  return classes === undefined ? yamlValue(target) : `{ column: ${yamlValue(target)}, as: class, categories: ${yamlList(classes)} }`;
}

function categoryLines({ categories }: TablePlan): readonly string[] {
  const lines = Object.entries(categories).map(([name, all]) => `    ${yamlText(name)}: ${yamlList(all)}`);
  return lines.length === 0 ? [] : ['  oneHot: # columns of categories, each a row of 0 and 1', ...lines];
}

function unusedLines({ unused }: TablePlan): readonly string[] {
  const lines = Object.entries(unused).map(([name, why]) => `    - ${yamlValue(name)} # ${why}`);
  return lines.length === 0 ? [] : ['  ignore:', ...lines];
}

function modelLines({ classes }: TablePlan, train: number): readonly string[] {
  const hidden = `  - { use: dense, units: ${train < 500 ? 16 : 64}, activation: relu }`;
  const { output, loss, metrics } = endOf(classes);
  return ['model:', hidden, `  - ${output}`, `loss: ${loss}`, 'optimizer: { use: adam, learningRate: 0.01 }', `metrics: ${metrics}`];
}

/** What fits the task. */
function endOf(classes: readonly string[] | undefined): Readonly<Record<'output' | 'loss' | 'metrics', string>> {
  if (classes === undefined) return { output: '{ use: dense, units: 1 }', loss: 'meanSquaredError', metrics: '[meanAbsoluteError, r2] # in deviations of the target, as the loss' };
  if (classes.length === 2) return { output: '{ use: dense, units: 1 } # a logit, whose sigmoid is the probability of the second class', loss: 'binaryCrossEntropy', metrics: '[accuracy, auc]' };
  return { output: `{ use: dense, units: ${classes.length} } # a logit for each class, whose softmax is its probability`, loss: 'categoricalCrossEntropy', metrics: '[accuracy]' };
}

function trainingLines(train: number): readonly string[] {
  return [
    'training:', '  epochs: 200 # at most', `  batchSize: ${batchSizeFor(train)}`,
    '  earlyStopping: { monitor: validation.loss, patience: 20 } # the weights of the best epoch are kept', 'seed: 1',
  ];
}

/** A power of two that gives an epoch some steps: of the rows a fifth is held out for validation. */
function batchSizeFor(train: number): number {
  const sizes = [32, 16, 8, 4, 2];
  return sizes.find(size => 8 * size <= 0.8 * train) ?? 1;
}
