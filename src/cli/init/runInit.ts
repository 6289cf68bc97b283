import { relative } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { fileEnding, fileName } from '../../platform/files.ts';
import { exitCodes } from '../exitCodes.ts';
import { writeResult } from '../output.ts';
import { commonFiles, projectFiles } from './projectFiles.ts';
import { Interrupted, nobody, suggestions, terminal } from './questions.ts';
import type { Questions } from './questions.ts';
import { starters } from './starters.ts';
import type { Starter } from './starters.ts';
import { tableProject } from './tableProject.ts';
import type { Project } from './tableProject.ts';
import type { Task } from './target.ts';
import { withoutAccents } from './withoutAccents.ts';
import { requireNew, writeProject } from './writeProject.ts';

export interface InitOptions {
  readonly data?: string;
  readonly target?: string;
  readonly task?: Task;
  readonly starter?: Starter;
  readonly name?: string;
  readonly header?: boolean;
  readonly yes?: boolean;
}

/** Writes a project, and gives the exit code. At Ctrl-C nothing has been written. */
export async function runInit(folder: string, options: InitOptions): Promise<number> {
  const questions = options.yes === true ? suggestions : process.stdin.isTTY && process.stdout.isTTY ? terminal : nobody;
  try {
    // Nobody is asked for what is then not written.
    requireNew(folder, commonFiles);
    const project = await askedProject(options, questions);
    await writeProject(folder, project.files);
    writeResult(endLines(folder, project).join('\n'));
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write('nothing is written\n');
    return exitCodes.interrupted;
  }
}

async function askedProject(options: InitOptions, questions: Questions): Promise<Project> {
  const source = options.data ?? options.starter ?? await askedSource(options, questions);
  if (isStarter(source) && options.data === undefined) return starterProject(source, checkedName(options.name ?? source));
  const suggested = slugOf(fileName(source, fileEnding(source)));
  return tableProject(source, { ...options, name: checkedName(options.name ?? suggested) }, questions);
}

async function askedSource({ target, task }: InitOptions, questions: Questions): Promise<string> {
  if (target !== undefined || task !== undefined) throw new ConfigError('there is no file that this is about', { where: target === undefined ? '--task' : '--target', next: 'name the file: --data FILE.csv' });
  const source = await questions.choose('--data or --starter', 'What is to be learned from?', [
    { value: 'digits', label: 'handwritten digits, which come with chainrule' },
    { value: 'xor', label: 'the xor of two inputs' },
    { value: 'file', label: 'a CSV file of your own' },
  ]);
  return source === 'file' ? questions.write('--data', 'Which file?', 'data.csv', () => undefined) : source;
}

function isStarter(source: string): source is Starter {
  return source in starters;
}

function starterProject(starter: Starter, name: string): Project {
  return { name, files: projectFiles(name, starters[starter](name), `Made by \`chainrule init --starter ${starter}\`.`), about: [] };
}

/** The nearest name that a folder and a package can have. */
function slugOf(text: string): string {
  return withoutAccents(text).replaceAll(/[^\w-]+/gu, '-').replaceAll(/^[-_]+|-+$/gu, '') || 'data';
}

function checkedName(name: string): string {
  if (/^[a-z\d][\w-]*$/iu.test(name)) return name;
  throw new ConfigError('not a name for a project', { where: '--name', got: JSON.stringify(name), expected: 'letters, digits, - and _, beginning with a letter or a digit', nearest: slugOf(name) });
}

function endLines(folder: string, { files, name, about }: Project): readonly string[] {
  const shown = relative('.', folder) || '.';
  const enter = shown === '.' ? '' : `cd ${shown.includes(' ') ? JSON.stringify(shown) : shown} && `;
  return [...about, `written to ${shown}: ${Object.keys(files).join(', ')}`, `next: ${enter}npm install && npx chainrule train ${name}.yaml`];
}
