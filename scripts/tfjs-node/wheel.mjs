import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { buildBinding, requireBuildTools } from './build.mjs';
import { WayFailed } from './failure.mjs';
import { reasonOf, run } from './processes.mjs';
import { stagingFolder } from './staging.mjs';

const WHEEL = 'tensorflow-cpu==2.15.1';
const SHA256 = '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26';
const CHOICE = ['--python-version', '3.11', '--platform', 'manylinux2014_x86_64', '--only-binary=:all:', '--no-deps'];
const MANNERS = ['--retries', '2', '--progress-bar', 'off', '--no-cache-dir', '--disable-pip-version-check'];
const DOWNLOAD_SECONDS = 1800;
const UNPACK_SECONDS = 600;

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const LINKS = {
  'libtensorflow.so': LIBRARIES[0],
  'libtensorflow.so.2': LIBRARIES[0],
  'libtensorflow_framework.so': LIBRARIES[1],
};
// The headers of the C interface include these of TensorFlow's and of its support library's.
const HEADERS = ['tensorflow/c/', 'tensorflow/core/platform/', 'tsl/c/', 'tsl/platform/'];

// By Python, since it is needed for node-gyp anyway and reads the 207 MB piece by piece.
const UNPACK = `
import os, shutil, sys, zipfile
wheel, target, libraries, headers = sys.argv[1], sys.argv[2], sys.argv[3].split(','), tuple(sys.argv[4].split(','))
archive = zipfile.ZipFile(wheel)
for member in archive.infolist():
    path = member.filename.replace('tensorflow/', '', 1)
    wanted = path in libraries or (path.startswith('include/') and path[8:].startswith(headers))
    if member.is_dir() or not wanted: continue
    place = os.path.join(target, 'lib', path) if path in libraries else os.path.join(target, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with archive.open(member) as source, open(place, 'wb') as out: shutil.copyfileobj(source, out, 1 << 20)
`;

/** Takes libtensorflow out of TensorFlow's Python wheel and builds the binding on it. */
export async function buildOnWheel(staged) {
  requirePlatform();
  const { python3, pip } = await requireBuildTools(staged, ['pip']);
  const wheel = await download(pip);
  await unpack(python3, wheel, join(staged.folder, 'deps'));
  rmSync(wheel);
  linkLibraries(join(staged.folder, 'deps', 'lib'));
  await buildBinding(staged);
}

function requirePlatform() {
  const system = `${process.platform} ${process.arch}`;
  if (system !== 'linux x64') throw new WayFailed(`this works on Linux x64; here is ${system}`);
  process.report.excludeNetwork = true;
  const { glibcVersionRuntime } = process.report.getReport().header;
  if (!glibcVersionRuntime) throw new WayFailed('the wheel is built for glibc, and this Linux has another C library');
}

async function download([pip, ...first]) {
  const folder = stagingFolder();
  const wanted = join(folder, 'requirements.txt');
  writeFileSync(wanted, `${WHEEL} --hash=sha256:${SHA256}\n`);
  console.log(`Downloading ${WHEEL} with pip (207 MB).`);
  const args = [...first, 'download', '--require-hashes', '-r', wanted, '-d', folder, ...CHOICE, ...MANNERS];
  const result = await run(pip, args, { seconds: DOWNLOAD_SECONDS });
  if (!result.ok) throw new WayFailed(`pip could not download ${WHEEL}: ${reasonOf(result)}`);
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.whl')));
}

async function unpack([python], wheel, target) {
  const args = ['-c', UNPACK, wheel, target, LIBRARIES.join(','), HEADERS.join(',')];
  const result = await run(python, args, { seconds: UNPACK_SECONDS });
  if (!result.ok) throw new WayFailed(`the wheel could not be unpacked: ${reasonOf(result)}`);
}

function linkLibraries(folder) {
  for (const [name, library] of Object.entries(LINKS)) symlinkSync(library, join(folder, name));
}
