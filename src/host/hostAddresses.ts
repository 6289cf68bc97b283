const own = (file: string) => new URL(`${file}.js`, import.meta.url).href;

/** Where Node finds the modules that plugins share with the chainrule that loads them. The bundle of the command line has its own. */
export const hostAddresses: Readonly<Record<string, string>> = {
  chainrule: own('../index'),
  'chainrule/core': own('../core'),
  'chainrule/charts': own('../charts/index'),
  'chainrule/report': own('../report/index'),
  inversify: import.meta.resolve('inversify'),
  'reflect-metadata': import.meta.resolve('reflect-metadata'),
  zod: import.meta.resolve('zod'),
  'zod/mini': import.meta.resolve('zod/mini'),
};
