import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

const KEPT_CHARACTERS = 400_000;
const LONGEST_REASON = 400;
const OWN_GROUP = process.platform !== 'win32';
const running = new Set();

/** Runs a command to its end; a failure is a result, not an exception. */
export async function run(command, args, { cwd, env = process.env, seconds }) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: OWN_GROUP });
  const heard = listen(child);
  const clock = setTimeout(() => stop(child, heard), seconds * 1000);
  running.add(child);
  const end = await endOf(child);
  running.delete(child);
  clearTimeout(clock);
  return { command, seconds, ok: end.code === 0, ...end, ...heard };
}

/** The first of several command lines that runs, or undefined. */
export async function firstThatRuns(commandLines, args) {
  for (const [command, ...first] of commandLines) {
    const { ok } = await run(command, [...first, ...args], { seconds: 30 });
    if (ok) return [command, ...first];
  }
  return undefined;
}

/** Why a run failed, in one line. */
export function reasonOf({ command, seconds, unstartable, timedOut, signal, code, text }) {
  if (unstartable) return `${command} could not be started (${unstartable})`;
  if (timedOut) return `it was stopped after ${seconds} seconds`;
  if (signal) return `it was ended by ${signal}`;
  return tellingLine(text)?.slice(0, LONGEST_REASON) ?? `it ended with status ${code}`;
}

export function stopChildrenOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      for (const child of running) stop(child, {});
      process.exit(128 + constants.signals[signal]);
    });
  }
}

function listen(child) {
  const heard = { text: '', timedOut: false };
  const add = (chunk) => {
    heard.text = (heard.text + chunk).slice(-KEPT_CHARACTERS);
  };
  child.stdout.setEncoding('utf8').on('data', add);
  child.stderr.setEncoding('utf8').on('data', add);
  return heard;
}

function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, unstartable: error.code }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Ends a child with everything it started: make and g++ outlive a node-gyp that is killed alone. */
function stop(child, heard) {
  heard.timedOut = true;
  try {
    if (OWN_GROUP) process.kill(-child.pid, 'SIGKILL');
    else child.kill();
  } catch {
    // It ended in the meantime.
  }
}

function tellingLine(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.find((line) => /error( \[\w+\])?:/i.test(line)) ?? lines.at(-1);
}
