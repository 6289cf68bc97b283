import type { Reference } from '../../../../../index.ts';
import type { Workload } from '../../../../../benchmark/protocol.ts';

/** What a contender of ours is made with. */
export interface Options {
  readonly backend: string | Reference<'backend'>;
  readonly gradients?: 'backprop' | 'autodiff';
  /** `executable`, the default: compiled steps, each batch copied into the frame. `bare`: no batch is copied. `trainer`: `run.train` on a data set. */
  readonly mode?: 'executable' | 'bare' | 'trainer';
  /** Threads that compute, where they are not the job's. */
  readonly threads?: number;
}

/** Steps, and what the backend says that it runs on. */
export interface OurSteps {
  readonly run: Workload['run'];
  readonly about: string | undefined;
}
