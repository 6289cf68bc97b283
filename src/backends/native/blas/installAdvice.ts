/** The command that installs a fast BLAS on this system. */
export function installAdvice(platform: NodeJS.Platform, osRelease: string): string {
  if (platform === 'win32') return 'put libopenblas.dll of an OpenBLAS release (64-bit, 32-bit integers) on the PATH, or give its path in `blas`';
  if (platform === 'darwin') return 'Accelerate is part of macOS; give the path of another library in `blas`, after `brew install openblas` for example';
  const command = commandFor(osRelease);
  return command === undefined ? 'install OpenBLAS with your system\'s package manager, or give the path of a BLAS in `blas`' : `run \`${command}\``;
}

/** By the names that /etc/os-release gives for the system and for those it is made like. */
const commands: readonly (readonly [RegExp, string])[] = [
  [/\b(debian|ubuntu)\b/, 'apt-get install libopenblas0-pthread'],
  [/\b(fedora|rhel|centos)\b/, 'dnf install openblas-threads'],
  [/\balpine\b/, 'apk add openblas'],
  [/\barch\b/, 'pacman -S openblas'],
  [/\bsuse\b/, 'zypper install libopenblas_pthreads0'],
];

function commandFor(osRelease: string): string | undefined {
  const names = osRelease.split('\n').filter(line => /^ID(_LIKE)?=/.test(line)).join(' ').toLowerCase();
  return commands.find(([system]) => system.test(names))?.[1];
}
