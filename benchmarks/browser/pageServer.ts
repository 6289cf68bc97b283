import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/benchmark/protocol.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** What a page is given. */
export interface Served {
  readonly page: Uint8Array;
  readonly job: string;
  readonly data: Uint8Array;
}

/** Serves one page on this machine alone, isolated from other origins, so that it may share memory with threads. Its reports come out; a turn is asked for by `ask`. */
export class PageServer {
  private readonly server: Server;
  private readonly served: Served;
  private readonly hear: (report: Report) => void;
  private waiting: ServerResponse | undefined;
  private asked: string | undefined;

  constructor(served: Served, hear: (report: Report) => void) {
    this.served = served;
    this.hear = hear;
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** Gives the address of the page. */
  async listen(): Promise<string> {
    await new Promise<void>(resolve => { this.server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  ask(request: object): void {
    this.asked = JSON.stringify(request);
    this.giveTurn();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private giveTurn(): void {
    if (this.waiting === undefined || this.asked === undefined) return;
    send(this.waiting, this.asked, '.json');
    this.waiting = undefined;
    this.asked = undefined;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { page, job, data } = this.served;
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    switch (path) {
      case '/': send(response, readFileSync(new URL('page.html', import.meta.url)), '.html'); break;
      case '/page.js': send(response, page, '.js'); break;
      case '/job': send(response, job, '.json'); break;
      case '/data': send(response, data, '.bin'); break;
      case '/turn': this.waiting = response; this.giveTurn(); break;
      case '/report': this.hear(JSON.parse(await bodyOf(request)) as Report); send(response, '{}', '.json'); break;
      default: sendPackageFile(response, path);
    }
  }
}

/** Files of packages: the WebAssembly of libraries. */
function sendPackageFile(response: ServerResponse, path: string): void {
  const file = normalize(path);
  try {
    if (!file.startsWith('/node_modules/')) throw new Error('not served');
    send(response, readFileSync(join(root, file)), extname(file));
  } catch {
    response.writeHead(404).end();
  }
}

function send(response: ServerResponse, content: string | Uint8Array, ending: string): void {
  response.writeHead(200, {
    'content-type': types[ending] ?? 'application/octet-stream', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store',
  }).end(content);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
