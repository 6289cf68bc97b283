import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A place in a text, counted from 0. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** What an editor draws a squiggle under. */
export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface Completion {
  readonly label: string;
  readonly documentation?: unknown;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly items?: readonly unknown[]; readonly diagnostics?: readonly Diagnostic[] };
  readonly result?: unknown;
}

const server = fileURLToPath(new URL('../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url));

/** The YAML language server as an editor starts it: a process that is spoken to in the language server protocol over its standard streams. */
export class LanguageServer {
  readonly #child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #checked = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  #received = Buffer.alloc(0);
  #asked = 0;

  static async start(): Promise<LanguageServer> {
    const started = new LanguageServer();
    started.#child.stdout.on('data', (chunk: Buffer) => started.#receive(chunk));
    const formats = ['markdown'];
    const textDocument = { completion: { completionItem: { snippetSupport: true, documentationFormat: formats } }, hover: { contentFormat: formats }, publishDiagnostics: {} };
    await started.#ask('initialize', { processId: null, rootUri: null, capabilities: { textDocument, workspace: { configuration: true } } });
    started.#send({ method: 'initialized', params: {} });
    started.#send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: { completion: true, hover: true, validate: true } } } });
    return started;
  }

  stop(): void {
    this.#child.kill();
  }

  /** Opens a text under the name of a file; gives its squiggles. */
  open(file: string, text: string): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(file).href;
    const checked = new Promise<readonly Diagnostic[]>(resolve => this.#checked.set(uri, resolve));
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    return checked;
  }

  async completions(file: string, position: Position): Promise<readonly Completion[]> {
    return (await this.#ask('textDocument/completion', at(file, position)) as { readonly items: readonly Completion[] }).items;
  }

  async hover(file: string, position: Position): Promise<string> {
    const { contents } = await this.#ask('textDocument/hover', at(file, position)) as { readonly contents: { readonly value: string } };
    return contents.value;
  }

  #ask(method: string, params: object): Promise<unknown> {
    const id = ++this.#asked;
    const answered = new Promise<unknown>(resolve => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answered;
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/u.exec(this.#received.toString('utf8', 0, head))?.[1]);
      if (this.#received.length < head + 4 + length) return;
      this.#take(JSON.parse(this.#received.toString('utf8', head + 4, head + 4 + length)) as Message);
      this.#received = this.#received.subarray(head + 4 + length);
    }
  }

  /** The server asks for settings, of which there are none beside those that it was told. */
  #take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') this.#checked.get(params?.uri ?? '')?.(params?.diagnostics ?? []);
    else if (id !== undefined && method !== undefined) this.#send({ id, result: (params?.items ?? []).map(() => ({})) });
    else if (id !== undefined) this.#answers.get(id)?.(result);
  }
}

function at(file: string, position: Position): object {
  return { textDocument: { uri: pathToFileURL(file).href }, position };
}
