import type { Plugin } from 'vite';

/** A change of one source file, as a module's query carries it. */
export interface SourceChange {
  /** Ends the path of the file that is changed. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Components import each other within these folders; all else, the tensors above all, is shared with the unchanged modules. */
const components = /\/src\/(layers|losses|metrics|optimizers|projections|regularizers|schedules)\//u;
const query = /\?mutant=([\w-]+)$/u;

/** What makes a module's path that of its changed copy: `import(path + changed(change))`. */
export function changed(change: SourceChange): string {
  return `?mutant=${Buffer.from(JSON.stringify(change)).toString('base64url')}`;
}

/** Loads `dense.ts?mutant=…` as the source of dense.ts with a change made in it, or in a component's file that it imports. */
export function mutants(): Plugin {
  return {
    name: 'mutants',
    enforce: 'pre',
    async resolveId(source, importer = '') {
      const [own = ''] = query.exec(importer) ?? [];
      if (own === '' || !source.startsWith('.') || importer.endsWith(changeOf(own).file + own)) return undefined;
      const resolved = await this.resolve(source, importer.slice(0, -own.length), { skipSelf: true });
      return resolved !== null && components.test(resolved.id) ? `${resolved.id}${own}` : resolved;
    },
    transform(code, id) {
      const [own = ''] = query.exec(id) ?? [];
      if (own === '') return undefined;
      const { file, from, to } = changeOf(own);
      return id.endsWith(file + own) ? { code: code.replace(from, () => to), map: null } : undefined;
    },
  };
}

function changeOf(own: string): SourceChange {
  const [, text = ''] = query.exec(own) ?? [];
  return JSON.parse(Buffer.from(text, 'base64url').toString());
}
