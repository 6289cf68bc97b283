/**
 * The modules that plugins share with the chainrule that loads them, by the names under which they import them: a plugin that lies in a folder without packages finds them, and
 * one that has a chainrule of its own installed meets the classes and tokens of the one that runs.
 */
export async function hostModules(): Promise<Readonly<Record<string, unknown>>> {
  const [chainrule, core, charts, report, inversify, zod, mini] = await Promise.all([
    import('../index.ts'), import('../core.ts'), import('../charts/index.ts'), import('../report/index.ts'), import('inversify'), import('zod'), import('zod/mini'),
  ]);
  return { chainrule, 'chainrule/core': core, 'chainrule/charts': charts, 'chainrule/report': report, inversify, zod, 'zod/mini': mini, 'reflect-metadata': {} };
}
