import { ConfigError } from '../../../errors.ts';
import { makeFolder } from '../../../platform/files.ts';
import { nodeModule } from '../../../platform/node.ts';
import { encodeEvent, encodeFileVersion } from './eventProto.ts';
import { tfRecord } from './tfRecord.ts';

/** Events that wait at most before they are written: files are written seldom, and a reader that looks on is not left behind. */
const mostWaiting = 200;

/** A new event file of TensorBoard. Its name holds time, machine and process, so that no two are the same. */
export class EventFile {
  private readonly path: string;
  private waiting: Uint8Array[] = [];

  /** Makes the folder and the file. Throws a ConfigError where they cannot be written. */
  constructor(folder: string) {
    const seconds = Date.now() / 1000;
    this.path = nodeModule('node:path').join(folder, fileName(seconds));
    this.waiting.push(tfRecord(encodeFileVersion(seconds)));
    this.told(() => makeFolder(folder));
    this.flush();
  }

  /** Adds numbers at a step. */
  add(step: number, scalars: Readonly<Record<string, number>>): void {
    this.waiting.push(tfRecord(encodeEvent({ wallTime: Date.now() / 1000, step, scalars })));
    if (this.waiting.length >= mostWaiting) this.flush();
  }

  /** Writes what waits. */
  flush(): void {
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length > 0) this.told(() => nodeModule('node:fs').appendFileSync(this.path, joined(waiting)));
  }

  private told(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw new ConfigError('the events of TensorBoard cannot be written', {
        where: this.path, got: error instanceof Error ? error.message : String(error), next: 'name a folder that can be written to in the option `folder` of tensorBoard',
      }, { cause: error });
    }
  }
}

let files = 0;

/** `events.out.tfevents.SECONDS.MACHINE.PROCESS.NUMBER`, as TensorFlow names them: TensorBoard reads those of a folder in the order of their names. */
function fileName(seconds: number): string {
  return `events.out.tfevents.${String(Math.floor(seconds)).padStart(10, '0')}.${nodeModule('node:os').hostname()}.${process.pid}.${files++}`;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
