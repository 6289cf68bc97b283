/** What a parameter or a result of a C function is. Addresses are passed as numbers. */
export type ForeignType = 'void' | 'int' | 'int64_t' | 'float' | 'uintptr_t' | 'const char *';

/** A C function: numbers, addresses and text in; a number, text or nothing out. */
export type ForeignFunction = (...values: readonly (number | bigint | string | null)[]) => unknown;

/** A shared library in this process. */
export interface ForeignLibrary {
  has(name: string): boolean;
  /** Declares a function; throws where the library has none of this name. */
  declare(result: ForeignType, name: string, parameters: readonly ForeignType[]): ForeignFunction;
  /** The file that a function lies in, with links followed; undefined where the system does not tell. */
  fileOf(name: string): string | undefined;
}

/** Opens a library by path or by name; throws the loader's own error. */
export type OpenLibrary = (library: string) => ForeignLibrary;
