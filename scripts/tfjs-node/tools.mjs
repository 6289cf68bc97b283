import process from 'node:process';
import { WayFailed } from './failure.mjs';
import { firstThatRuns } from './processes.mjs';

const PYTHON_IS_3 = ['-c', 'import sys; sys.exit(sys.version_info < (3, 6))'];
const VERSION = ['--version'];

const TOOLS = {
  'g++': { try: VERSION, debian: 'g++', fedora: 'gcc-c++' },
  make: { try: VERSION, debian: 'make', fedora: 'make' },
  python3: { try: PYTHON_IS_3, debian: 'python3', fedora: 'python3' },
  pip: { try: VERSION, debian: 'python3-pip', fedora: 'python3-pip' },
};

/** The command line of each tool; where one is missing, what to install. */
export async function requireTools(names) {
  const found = {};
  for (const name of names) found[name] = await firstThatRuns(commandLines(name), TOOLS[name].try);
  const missing = names.filter((name) => !found[name]);
  if (missing.length > 0) throw new WayFailed(howToInstall(missing));
  return found;
}

function commandLines(name) {
  const { CXX, MAKE } = process.env;
  if (name === 'g++') return [(CXX || 'g++').split(' ')];
  if (name === 'make') return [[MAKE || 'make']];
  if (name === 'python3') return [['python3'], ['python']];
  return [['python3', '-m', 'pip'], ['pip3'], ['pip']];
}

function howToInstall(missing) {
  const packages = (system) => missing.map((name) => TOOLS[name][system]).join(' ');
  return [
    `not installed here, and needed: ${missing.join(', ')}. Install with`,
    `      Debian, Ubuntu: sudo apt-get install ${packages('debian')}`,
    `      Fedora:         sudo dnf install ${packages('fedora')}`,
  ].join('\n');
}
