import type { Profile } from '../../benchmark/profile/profile.ts';
import { millisecondsText, numberText, shareText } from '../../charts/numberText.ts';
import { profileChart } from '../../charts/profileChart.ts';
import type { Section } from '../report.ts';

/** The operations that a table lists. */
const mostListed = 20;

/** Where the time of a step goes on one contender. */
export function profileSection({ contender, steps, milliseconds, parts, note }: Profile): Section {
  const total = parts.reduce((sum, part) => sum + part.milliseconds, 0);
  const chart = profileChart({ title: `A step on ${contender}, by layer, operation and pass`, parts: slowestLayersFirst(parts) });
  const listed = parts.toSorted((left, right) => right.milliseconds - left.milliseconds).slice(0, mostListed);
  const rows = listed.map(part => [part.layer, part.operation, part.pass, numberText(part.milliseconds), shareText(part.milliseconds / total)]);
  const caption = parts.length > mostListed ? `The ${mostListed} slowest of ${parts.length} operations` : 'All operations';
  const columns = [{ title: 'layer' }, { title: 'operation' }, { title: 'pass' }, { title: 'ms a step', numeric: true }, { title: 'share', numeric: true }];
  const text = `Over ${steps} steps, a step took ${millisecondsText(milliseconds)} while its parts were timed. ${note}`;
  return { heading: `Where does the time go on ${contender}?`, blocks: [{ kind: 'text', text: text.trim() }, { kind: 'chart', chart }, { kind: 'table', caption, columns, rows }] };
}

/** A chart has its layers in the order of its parts. */
function slowestLayersFirst(parts: Profile['parts']): Profile['parts'] {
  const sums = new Map<string, number>();
  for (const { layer, milliseconds } of parts) sums.set(layer, (sums.get(layer) ?? 0) + milliseconds);
  return parts.toSorted((left, right) => (sums.get(right.layer) ?? 0) - (sums.get(left.layer) ?? 0));
}
