import type { GradientReport } from 'chainrule';
import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { lossFalls } from '../lossFalls.ts';
import { gradientsOf, weightsOf } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import { activationPass } from '../passes.ts';
import { oneTwoOneAsPrinted, threeFourThreeAsPrinted } from './asPrinted.ts';
import { conventions } from './conventions.ts';
import { oneTwoOneExact, threeFourThreeExact } from './slides.ts';
import type { Quantities } from './slides.ts';
import { updated } from './updated.ts';

const layers = ['hidden', 'output'];
const symbols = [
  ['z2', 'z²'], ['a2', 'a²'], ['z3', 'z³'], ['a3', 'a³'], ['delta3', 'δ³'], ['delta2', 'δ²'],
  ['dW3', '∂C/∂W³'], ['db3', '∂C/∂b³'], ['dW2', '∂C/∂W²'], ['db2', '∂C/∂b²'],
] as const;
const [oneTwoOne, threeFourThree] = [
  { name: '1-2-1', file: 'one-two-one.yaml', batch: { inputs: [[1]], targets: [[1]] }, exact: oneTwoOneExact, asPrinted: oneTwoOneAsPrinted },
  { name: '3-4-3', file: 'three-four-three.yaml', batch: { inputs: [[1, 1, 1]], targets: [[1, 1, 1]] }, exact: threeFourThreeExact, asPrinted: threeFourThreeAsPrinted },
];

/** The 1-2-1 and 3-4-3 worked examples of the notes, and the conventions of their loss, penalty and relu. */
export const lecture: Lecture = {
  name: 'worked-examples',
  title: 'The 1-2-1 and 3-4-3 worked examples',
  async run(backend = 'auto') {
    const findings = [...await ofNetwork(oneTwoOne, backend), ...await ofNetwork(threeFourThree, backend), ...await conventions()];
    return { findings, figures: {} };
  },
};

type Network = typeof oneTwoOne | typeof threeFourThree;

async function ofNetwork({ name, file, batch, exact, asPrinted }: Network, backend: string): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, file);
  const [before, quantities] = [await weightsOf(run, layers), quantitiesOf(await run.gradients(batch, { layers: true }))];
  const exactly = symbols.map(([key, symbol]) => equal(`${name}: ${symbol}, to all digits`, exact[key], quantities[key], 1e-12));
  await run.step(batch);
  const steps = updated(name, before, exact, await weightsOf(run, layers));
  return [...await asPrinted(quantities), ...exactly, ...steps, await lossFalls(name, import.meta.url, file, backend)];
}

function quantitiesOf(report: GradientReport): Quantities {
  const [hidden, output] = [activationPass(report, 'hidden/sigmoid'), activationPass(report, 'output/sigmoid')];
  const [first, second] = gradientsOf(report, layers);
  return {
    z2: hidden.z.flat(), a2: hidden.a.flat(), z3: output.z.flat(), a3: output.a.flat(), delta3: output.delta.flat(), delta2: hidden.delta.flat(),
    dW3: second?.kernel.flat() ?? [], db3: second?.bias ?? [], dW2: first?.kernel.flat() ?? [], db2: first?.bias ?? [],
  };
}
