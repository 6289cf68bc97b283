#!/usr/bin/env node
import { runCommandLine } from './commandLine.ts';

/** A reader that goes away, `head` for example, ends no run: what is written after it is lost, nothing else. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

void runCommandLine(process.argv.slice(2)).then(code => { process.exitCode = code; });
