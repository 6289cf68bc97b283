/** The part of the JavaScript interface of WebAssembly that this backend uses: TypeScript declares it for browsers, and their library is not loaded here. */
declare global {
  namespace WebAssembly {
    interface Memory {
      readonly buffer: ArrayBuffer;
    }
    interface Module {}
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>>;
    }
    var Memory: new (descriptor: { readonly initial: number; readonly maximum?: number }) => Memory;
    var Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
    var Instance: new (module: Module, imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => Instance;
  }
}
