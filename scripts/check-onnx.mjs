// Lowers graphs to ONNX and has them checked by ONNX's own checker and by Python's onnxruntime, in a virtual environment that is kept in the cache folder.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = new URL('..', import.meta.url).pathname;
const environment = join(homedir(), '.cache', 'chainrule', 'onnx-checker');
const python = join(environment, 'bin', 'python');
const packages = ['onnx==1.23.2', 'onnxruntime==1.31.1', 'numpy'];
const models = mkdtempSync(join(tmpdir(), 'chainrule-onnx-'));
const run = (command, args) => execFileSync(command, args, { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'] });

try {
  if (!existsSync(python)) {
    mkdirSync(environment, { recursive: true });
    run('python3', ['-m', 'venv', environment]);
  }
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  run(process.execPath, ['--import', 'tsx', 'scripts/dump-onnx-models.ts', models]);
  run(python, ['scripts/check_onnx_models.py', models]);
} finally {
  rmSync(models, { recursive: true, force: true });
}
