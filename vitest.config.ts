import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { mutants } from './test/verification/mutations/vitePlugin.ts';

const src = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** Half of the processors, but two where there are only two: many tests wait for processes. */
const maxWorkers = Math.max(2, Math.floor(availableParallelism() / 2));

export default defineConfig({
  plugins: [mutants()],
  resolve: { alias: { 'chainrule/core': src('core.ts'), 'chainrule/testing': src('testing/index.ts'), 'chainrule/charts': src('charts/index.ts'), 'chainrule/report': src('report/index.ts'), chainrule: src('index.ts') } },
  test: { include: ['test/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000, pool: 'forks', maxWorkers },
});
