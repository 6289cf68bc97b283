/** What the search for a BLAS depends on. */
export interface SearchPlace {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** True where a file of this path exists. */
  exists(path: string): boolean;
}

const debianFolders = ['x86_64-linux-gnu', 'aarch64-linux-gnu', 'arm-linux-gnueabihf', 'riscv64-linux-gnu', 'powerpc64le-linux-gnu', 's390x-linux-gnu'];

/** Fedora, openSUSE, a build from source, and Debian where its alternatives are not set up. */
const openBlasFiles = [
  '/usr/lib64/libopenblasp.so.0', '/usr/lib64/libopenblas.so.0', '/usr/local/lib/libopenblas.so', '/opt/OpenBLAS/lib/libopenblas.so',
  ...debianFolders.flatMap(folder => ['pthread', 'openmp', 'serial'].map(kind => `/usr/lib/${folder}/openblas-${kind}/libopenblas.so.0`)),
];

/** First the builds with threads of Fedora (`p`; `o` with OpenMP) and openSUSE, whose plain name has none; then Debian's and others' plain name; `.so.3` is Alpine's. */
const openBlasNames = ['libopenblasp.so.0', 'libopenblas_pthreads.so.0', 'libopenblaso.so.0', 'libopenblas.so.0', 'libopenblas.so.3', 'libopenblas.so'];
const mklNames = ['libmkl_rt.so.3', 'libmkl_rt.so.2', 'libmkl_rt.so.1', 'libmkl_rt.so'];
const mklFiles = ['/opt/intel/oneapi/mkl/latest/lib', '/opt/intel/oneapi/mkl/latest/lib/intel64'].flatMap(folder => mklNames.map(name => `${folder}/${name}`));
const blisNames = ['libblis.so.4', 'libblis-mt.so.4', 'libblis-mt.so', 'libblis.so'];
/** Whatever the system takes for its BLAS: often the reference implementation, which is slow. */
const lastNames = ['libflexiblas.so.3', 'libcblas.so.3', 'libblas.so.3'];

/**
 * The libraries to try, in order: those of an active conda environment, OpenBLAS, MKL, BLIS, and last whatever the system calls its BLAS. Names are left to the system's loader,
 * which knows its own folders; paths are of files that exist.
 */
export function blasCandidates({ platform, environment, exists }: SearchPlace): readonly string[] {
  const { CONDA_PREFIX: conda } = environment;
  if (platform === 'darwin') return macCandidates(conda).filter(path => exists(path) || isFramework(path));
  if (platform === 'win32') return windowsCandidates(conda, exists);
  const condaFiles = conda === undefined ? [] : [...openBlasNames, ...mklNames, ...blisNames].map(name => `${conda}/lib/${name}`);
  const found = (paths: readonly string[]): readonly string[] => paths.filter(exists);
  return [...found(condaFiles), ...openBlasNames, ...found(openBlasFiles), ...mklNames, ...found(mklFiles), ...blisNames, ...lastNames];
}

/** Frameworks of the system lie in a cache of the loader, not as files. */
function isFramework(path: string): boolean {
  return path.startsWith('/System/');
}

function macCandidates(conda: string | undefined): readonly string[] {
  const homebrew = ['/opt/homebrew/opt/openblas/lib/libopenblas.dylib', '/usr/local/opt/openblas/lib/libopenblas.dylib'];
  return ['/System/Library/Frameworks/Accelerate.framework/Accelerate', ...(conda === undefined ? [] : [`${conda}/lib/libopenblas.dylib`]), ...homebrew];
}

function windowsCandidates(conda: string | undefined, exists: SearchPlace['exists']): readonly string[] {
  const names = ['libopenblas.dll', 'openblas.dll', 'mkl_rt.3.dll', 'mkl_rt.2.dll', 'mkl_rt.1.dll'];
  const folder = conda === undefined ? [] : names.map(name => `${conda}\\Library\\bin\\${name}`);
  return [...folder.filter(exists), ...names];
}
