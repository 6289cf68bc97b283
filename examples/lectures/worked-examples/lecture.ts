import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { lossFalls } from '../lossFalls.ts';
import { gradientsOf, moved, numbersOf, weightsOf } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import { activationPass } from '../passes.ts';
import { oneTwoOneAsPrinted, threeFourThreeAsPrinted } from './asPrinted.ts';
import { conventions } from './conventions.ts';
import { oneTwoOneExact, threeFourThreeExact } from './slides.ts';
import type { Quantities } from './slides.ts';

const layers = ['hidden', 'output'];
const symbols = [['z2', 'z²'], ['a2', 'a²'], ['z3', 'z³'], ['a3', 'a³'], ['delta3', 'δ³'], ['delta2', 'δ²'], ['dW3', '∂C/∂W³'], ['dW2', '∂C/∂W²']] as const;
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
  const report = await run.gradients(batch, { layers: true });
  const [hidden, output] = [activationPass(report, 'hidden/sigmoid'), activationPass(report, 'output/sigmoid')];
  const gradients = gradientsOf(report, layers);
  const quantities: Quantities = {
    z2: hidden.z.flat(), a2: hidden.a.flat(), z3: output.z.flat(), a3: output.a.flat(), delta3: output.delta.flat(), delta2: hidden.delta.flat(),
    dW3: gradients[1]?.kernel.flat() ?? [], dW2: gradients[0]?.kernel.flat() ?? [],
  };
  const exactly = symbols.flatMap(([key, symbol]) => {
    const expected = exact[key];
    return expected === undefined ? [] : [equal(`${name}: ${symbol}, to all digits`, expected, quantities[key], 1e-12)];
  });
  const updated = numbersOf(moved(await weightsOf(run, layers), gradients, -0.5));
  await run.step(batch);
  return [...await asPrinted(quantities), ...exactly, equal(`${name}: W − η ∂C/∂W`, updated, numbersOf(await weightsOf(run, layers)), 1e-12), await lossFalls(name, import.meta.url, file, backend)];
}
