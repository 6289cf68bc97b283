import { boundaryChart, lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { equal, shows } from '../lecture.ts';
import type { Finding, LectureResult } from '../lecture.ts';
import { bumpy, searched, slope, wayByHand } from './bumpy.ts';
import type { Place } from './bumpy.ts';

type Search = Awaited<ReturnType<typeof searched>>;

/** A way down, by hand and by the framework. */
interface Way {
  readonly name: string;
  readonly places: readonly Place[];
  readonly search: Search;
}

/** Steps that are drawn, since later ones are at rest; on the plane every second of them. */
const drawn = 80;

/** Steps after which even a β of 0.97 is at rest. */
const long = 1500;

/** Descent on a bumpy loss of two parameters, without momentum and with it. */
export async function momentum(): Promise<LectureResult> {
  const [plain, heavy] = [await wayOf(0), await wayOf(0.9)];
  const { value, parameters: { x, y } } = plain.search;
  return {
    findings: [
      ...[plain, heavy].map(({ name, places, search }) => equal(`${name}: the loss at each step, by hand and by minimize`, places.slice(0, -1).map(place => bumpy(...place)), search.history ?? [], 1e-12)),
      shows('β = 0: where descent ends', 'stays in a local minimum', ended(plain.search), value > 1 && Math.hypot(slope(x), slope(y)) < 1e-9),
      shows('β = 0.9: where descent ends', 'leaves it for the lowest', ended(heavy.search), heavy.search.value < 1e-6),
      ...await noPromise(),
    ],
    figures: { momentum: onBumps([plain, heavy]), 'momentum-loss': byStep([plain, heavy]) },
  };
}

async function wayOf(beta: number): Promise<Way> {
  return { name: `β = ${beta}`, places: wayByHand(beta), search: await searched(beta) };
}

/** A higher hollow in which too little momentum ends, and one in which too much does. */
async function noPromise(): Promise<readonly Finding[]> {
  const [little, much] = [await searched(0.9, [-5, 3.6], long), await searched(0.97, [-4.2, 5], long)];
  return [
    shows('β = 0.9 from (−5, 3.6): where descent ends', 'no promise of the lowest', ended(little), inHigherHollow(little)),
    shows('β = 0.97 from (−4.2, 5): where descent ends', 'no promise of the lowest', ended(much), inHigherHollow(much)),
  ];
}

function inHigherHollow({ value, parameters: { x, y } }: Search): boolean {
  return value > 0.5 && Math.hypot(slope(x), slope(y)) < 1e-6;
}

function ended({ value, parameters: { x, y } }: Search): string {
  const [atX, atY, found] = [x, y, value].map(number => Number(number.toFixed(2)));
  return `f(${atX}, ${atY}) = ${found}`;
}

function onBumps(ways: readonly Way[]): Chart {
  const points = ways.flatMap(({ name, places }) => places.slice(0, drawn).flatMap(([x, y], step) => (step % 2 === 0 ? [{ x, y, label: `${name}, step ${step}`, group: name }] : [])));
  return boundaryChart({
    title: 'Descent on a bumpy loss', x: { label: 'x', domain: [-6, 6] }, y: { label: 'y', domain: [-6, 6] }, points, joined: true,
    value: bumpy, valueLabel: 'loss', levels: [0.5, 1, 2, 3, 4, 6],
  });
}

function byStep(ways: readonly Way[]): Chart {
  const series = ways.map(({ name, search: { history = [] } }) => ({ name, points: history.slice(0, drawn).map((y, x) => ({ x, y })) }));
  return lineChart({ title: 'The loss on both ways', x: { label: 'step', scale: 'linear' }, y: { label: 'loss', scale: 'linear' }, series });
}
