import { Container } from 'inversify';
import type { Newable, ServiceIdentifier } from 'inversify';
import type { Backend } from '../backends/backend.ts';
import { PluginError } from '../errors.ts';
import { inNode } from '../platform/node.ts';
import { RandomStream } from '../random/randomStream.ts';
import { BACKEND_PROVIDER, CLOCK, CONSTRUCT, LOGGER, OPTIONS, RANDOM, RUN_FOLDER, RUN_STATE, SEED } from './tokens.ts';

/** Takes lines for people: in Node they go to standard error, in a browser to its console. */
export interface Logger {
  info(line: string): void;
  warn(line: string): void;
}

export interface Clock {
  /** Milliseconds from some fixed moment, which never go back. */
  now(): number;
  /** The date and time. */
  date(): Date;
}

export interface RandomSource {
  /** Random numbers for a purpose: the same from the same seed and purpose, unrelated to those of another. */
  stream(purpose: string): RandomStream;
}

/** What becomes known while a run goes on. */
export interface RunState {
  backend?: Backend;
  folder?: string;
}

/** Binds the services that a plugin's module has not bound itself, so that a test replaces any of them by a module of its own. */
export function bindServices(container: Container): void {
  const bind = <T>(token: ServiceIdentifier<T>, service: T): void => {
    if (!container.isBound(token)) container.bind(token).toConstantValue(service);
  };
  bind<RunState>(RUN_STATE, {});
  bind(LOGGER, inNode() ? linesTo(line => void process.stderr.write(`${line}\n`)) : { info: line => console.info(line), warn: line => console.warn(line) });
  bind(CLOCK, { now: () => performance.now(), date: () => new Date() });
  bind(RANDOM, { stream: purpose => new RandomStream(container.get(SEED), `plugin/${purpose}`) });
  bind(RUN_FOLDER, () => container.get(RUN_STATE).folder);
  bind(BACKEND_PROVIDER, () => container.get(RUN_STATE).backend ?? noBackendYet());
  bind(CONSTRUCT, (type, options) => construct(container, type, options));
}

function linesTo(write: (line: string) => void): Logger {
  return { info: write, warn: line => write(`warning: ${line}`) };
}

function noBackendYet(): never {
  throw new PluginError('the run has no backend yet', {
    got: 'a call while components are made', expected: 'a call when data and model are known', next: 'call it when the observer is told something, in `started` for example',
  });
}

/** The options are those of this one instance, and so bound in a container of its own. */
function construct<T extends object>(parent: Container, type: Newable<T>, options: unknown): T {
  const container = new Container({ parent, jitless: true });
  container.bind(OPTIONS).toConstantValue(options);
  return container.get(type, { autobind: true });
}
