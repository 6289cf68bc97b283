import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { atExit } from './atExit.ts';
import type { Party, Started } from '../../benchmark/party.ts';
import type { Refusal, Report, Turn } from '../../benchmark/protocol.ts';

/** How a contender's process is started. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Milliseconds after which a process that says nothing is given up: compilers of others take a minute. */
const patience = 300_000;

/**
 * The process of one contender. Between its turns it is stopped by a signal where the system has one, so that threads of its that spin do not disturb the others.
 */
export class ContenderProcess implements Party {
  private readonly child: ChildProcess;
  private readonly reports: AsyncIterator<Report>;
  private readonly born = performance.now();
  private readonly stayed: () => void;
  private complaint = '';

  constructor({ program, arguments: given, environment }: Command) {
    this.child = spawn(program, given, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr?.on('data', (data: Buffer) => { this.complaint = `${this.complaint}${data}`.slice(-2000); });
    this.child.on('error', error => { this.complaint = error.message; });
    this.child.stdin?.on('error', () => {});
    this.stayed = atExit(() => this.child.kill('SIGKILL'));
    this.reports = reportsOf(this.child)[Symbol.asyncIterator]();
  }

  /** Waits until the contender is ready, and stops it. */
  async start(): Promise<Started | Refusal> {
    const first = await this.next();
    if (first.event === 'refused') return first;
    const startSeconds = (performance.now() - this.born) / 1000;
    const ready = await this.next();
    this.signal('SIGSTOP');
    if (ready.event === 'ready') return { ...ready, startSeconds };
    return ready.event === 'refused' ? ready : { event: 'refused', reason: `it reported ${ready.event} in place of ready` };
  }

  /** One turn of about `seconds`; the process is awake for it alone. */
  async turn(seconds: number): Promise<Turn | Refusal> {
    this.signal('SIGCONT');
    this.child.stdin?.write(`${JSON.stringify({ seconds })}\n`);
    const report = await this.next();
    this.signal('SIGSTOP');
    return report.event === 'turn' || report.event === 'refused' ? report : { event: 'refused', reason: `it reported ${report.event} in place of a turn` };
  }

  end(): void {
    this.stayed();
    this.child.kill('SIGKILL');
  }

  private async next(): Promise<Report> {
    const timer = setTimeout(() => {
      this.complaint = `it said nothing for ${patience / 1000} s`;
      this.child.kill('SIGKILL');
    }, patience);
    const { value, done } = await this.reports.next();
    clearTimeout(timer);
    if (done !== true) return value;
    const lines = this.complaint.trim().split('\n');
    return { event: 'refused', reason: lines.findLast(line => /\bError\b/u.test(line)) ?? (lines.at(-1) || 'it ended without a word') };
  }

  private signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    if (process.platform !== 'win32') this.child.kill(name);
  }
}

/** The lines of a process that are reports; libraries print others. */
async function* reportsOf({ stdout }: ChildProcess): AsyncGenerator<Report> {
  if (stdout === null) return;
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('{"event"')) yield JSON.parse(line) as Report;
  }
}
