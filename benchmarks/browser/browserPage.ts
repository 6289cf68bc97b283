import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../../src/cli/bench/atExit.ts';
import type { Party, Started } from '../../src/benchmark/party.ts';
import type { Refusal, Report, Turn } from '../../src/benchmark/protocol.ts';
import { PageServer } from './pageServer.ts';
import type { Served } from './pageServer.ts';

/** Milliseconds after which a page that says nothing is given up. */
const patience = 180_000;

/** A contender in a page of a headless browser of its own. */
export class BrowserPage implements Party {
  private readonly program: string;
  private readonly server: PageServer;
  private readonly profile = mkdtempSync(join(tmpdir(), 'chainrule-browser-'));
  private readonly heard: Report[] = [];
  private readonly stayed: () => void;
  private browser: ChildProcess | undefined;
  private wake: () => void = () => {};

  constructor(program: string, served: Served) {
    this.program = program;
    this.stayed = atExit(() => this.remove());
    this.server = new PageServer(served, report => {
      this.heard.push(report);
      this.wake();
    });
  }

  async start(): Promise<Started | Refusal> {
    const address = await this.server.listen();
    const born = performance.now();
    this.browser = spawn(this.program, [...flags, `--user-data-dir=${this.profile}`, address], { stdio: 'ignore', detached: true });
    this.browser.on('error', error => {
      this.heard.push({ event: 'refused', reason: error.message });
      this.wake();
    });
    const first = await this.next();
    if (first.event === 'refused') return first;
    const startSeconds = (performance.now() - born) / 1000;
    const ready = await this.next();
    this.signal('SIGSTOP');
    if (ready.event === 'ready') return { ...ready, startSeconds };
    return ready.event === 'refused' ? ready : unexpected(ready);
  }

  async turn(seconds: number): Promise<Turn | Refusal> {
    this.signal('SIGCONT');
    this.server.ask({ seconds });
    const report = await this.next();
    this.signal('SIGSTOP');
    return report.event === 'turn' || report.event === 'refused' ? report : unexpected(report);
  }

  end(): void {
    this.stayed();
    this.server.close();
    this.remove();
  }

  private remove(): void {
    this.signal('SIGKILL');
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** To all processes of the browser, which are one group. Between its turns they are stopped. */
  private signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    if (this.browser?.pid !== undefined) process.kill(-this.browser.pid, name);
  }

  private async next(): Promise<Report> {
    const waited = this.heard.length > 0 ? undefined : new Promise<void>(resolve => { this.wake = resolve; });
    const timer = setTimeout(() => {
      this.heard.push({ event: 'refused', reason: `the page said nothing for ${patience / 1000} s` });
      this.wake();
    }, patience);
    await waited;
    clearTimeout(timer);
    return this.heard.shift() ?? { event: 'refused', reason: 'the page said nothing' };
  }
}

const flags = ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-gpu', '--disable-extensions', '--disable-background-networking', '--disable-dev-shm-usage'];

function unexpected({ event }: Report): Refusal {
  return { event: 'refused', reason: `it reported ${event} where it should not` };
}
