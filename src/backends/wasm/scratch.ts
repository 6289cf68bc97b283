/** Takes bytes that a kernel of the module may write as it runs, and gives their address; undefined where the module's memory has none left. */
export type TakeScratch = (bytes: number) => number | undefined;
