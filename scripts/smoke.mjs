// Trains the built package on every backend that is named, or on all that are installed, and prints the losses as JSON, one line a backend.
import { createRun } from 'chainrule';
import { testedBackends } from 'chainrule/testing';
import { configFor, lossesOf } from './smokeTraining.mjs';

for (const { name, missing } of await testedBackends()) {
  if (missing !== undefined) {
    console.log(JSON.stringify({ backend: name, missing }));
    continue;
  }
  console.log(JSON.stringify({ backend: name, losses: await lossesOf(await createRun(configFor(name))) }));
}
