/**
 * Looks for leaks: many training steps of 64-32-10 in one session, then many graphs, each compiled in a session of its own, run once and disposed. Memory is
 * printed on the way, and must not grow by more than stated bounds once a fifth of the work is done. Exits with 1 where it does.
 *
 * Run it with `npx tsx benchmarks/soak.ts [--backend NAME] [--steps 100000] [--compilations 10000]`; without a name every backend that is installed, a process each.
 */
import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { ChainruleError } from '../src/errors.ts';
import { backendNames } from '../src/verification/testedBackends.ts';
import { soakCompilations } from './soak/compilations.ts';
import { grown } from './soak/memory.ts';
import { soakSteps } from './soak/steps.ts';

const samples = 20;

const given = new Command('soak').option('--backend <name>').option('--steps <count>', 'training steps', Number, 100_000)
  .option('--compilations <count>', 'graphs', Number, 10_000).parse().opts<{ backend?: string; steps: number; compilations: number }>();

if (given.backend === undefined) {
  const failed = backendNames.filter(backend => spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1), '--backend', backend], { stdio: 'inherit' }).status !== 0);
  if (failed.length > 0) console.log(`memory grew on, or these failed: ${failed.join(', ')}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
} else {
  process.exitCode = await soak(given.backend) ? 0 : 1;
}

async function soak(backend: string): Promise<boolean> {
  try {
    const parts = [];
    if (given.steps > 0) parts.push(['steps', await soakSteps(backend, given.steps, samples)] as const);
    if (given.compilations > 0) parts.push(['compilations', await soakCompilations(backend, given.compilations, samples)] as const);
    const faults = parts.flatMap(([what, series]) => grown(series).map(fault => `${backend}, ${what}: ${fault}`));
    for (const fault of faults) console.log(fault);
    return faults.length === 0;
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    console.log(`${backend}: ${error.message}`);
    return true;
  }
}
