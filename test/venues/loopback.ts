import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** One request as a venue sees it. */
export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** How many requests came before it. */
  readonly before: number;
}

/** What a venue answers: JSON, or text as it stands. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * What goes wrong on the way: the connection dropped before an answer or cut in the middle of one, a proxy's page with or
 * without its status, no answer at all.
 */
export type Trouble = 'drop' | 'cut' | 'bad-gateway' | 'page' | 'silence';

const PAGE = '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><center><h1>502 Bad Gateway</h1></center></body>\n</html>';

/** A venue's HTTP side on a socket of this machine: real requests, packed bodies, and what can go wrong with them. */
export class Loopback {
  readonly asked: Asked[] = [];
  /** What goes wrong with a request; undefined where nothing does. */
  trouble: (asked: Asked) => Trouble | undefined = () => undefined;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(answer: (asked: Asked) => Answer | Promise<Answer>): Promise<Loopback> {
    const server = createServer((request, response) => void loopback.#serve(request, response, answer));
    const loopback = new Loopback(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return loopback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse, answer: (asked: Asked) => Answer | Promise<Answer>): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const asked = { path: url.pathname, query: Object.fromEntries(url.searchParams), before: this.asked.length };
    this.asked.push(asked);
    const trouble = this.trouble(asked);
    if (trouble === 'silence') return;
    if (trouble === 'drop') return void request.socket.destroy();
    if (trouble === 'bad-gateway' || trouble === 'page') {
      return void response.writeHead(trouble === 'page' ? 200 : 502, { 'content-type': 'text/html' }).end(PAGE);
    }
    const { status = 200, headers = {}, body } = await answer(asked);
    const bytes = gzipSync(typeof body === 'string' ? body : JSON.stringify(body), { level: 1 });
    const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
    response.writeHead(status, { ...headers, 'content-type': type, 'content-encoding': 'gzip', 'content-length': bytes.length });
    if (trouble !== 'cut') return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
  }
}
