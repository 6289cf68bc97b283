import { nodeModule } from '../../platform/node.ts';
import type { OperatorTime } from './runtime.ts';

/** An event of ONNX Runtime's own profile; times are microseconds. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
}

const kernelTime = '_kernel_time';

/** The file that ONNX Runtime writes its profile to, in a temporary folder of its own. */
export class ProfileFile {
  private readonly folder = nodeModule('node:fs').mkdtempSync(nodeModule('node:path').join(nodeModule('node:os').tmpdir(), 'chainrule-profile-'));

  /** What a session is made with. */
  get options(): { readonly enableProfiling: true; readonly profileFilePrefix: string } {
    return { enableProfiling: true, profileFilePrefix: nodeModule('node:path').join(this.folder, 'profile') };
  }

  /** The times of the operators; the file is removed. */
  take(): readonly OperatorTime[] {
    const { readdirSync, readFileSync, rmSync } = nodeModule('node:fs');
    const [file = ''] = readdirSync(this.folder);
    const text = readFileSync(nodeModule('node:path').join(this.folder, file), 'utf8');
    rmSync(this.folder, { recursive: true });
    return operatorTimes(readEvents(text));
  }
}

/** The events of a profile as ONNX Runtime writes it: a list as JSON. */
export function readEvents(text: string): readonly ProfileEvent[] {
  return JSON.parse(text) as readonly ProfileEvent[];
}

/** The time of each operator in a run of the model: the median over the runs, of which the first are slow. */
export function operatorTimes(events: readonly ProfileEvent[]): readonly OperatorTime[] {
  const runs = events.filter(({ name }) => name === 'model_run').length;
  const times = new Map<string, number[]>();
  for (const { cat, name, dur } of events) {
    if (cat !== 'Node' || !name.endsWith(kernelTime)) continue;
    const operator = name.slice(0, -kernelTime.length);
    const own = times.get(operator) ?? [];
    own.push(dur);
    times.set(operator, own);
  }
  return [...times].map(([name, own]) => ({ name, milliseconds: middle(own) * own.length / runs / 1000 }));
}

function middle(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;
}
