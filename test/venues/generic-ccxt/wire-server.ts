import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { VenueFault } from '../../../engine/broker/live/venue.ts';
import type { Treatment } from '../hostile/exchange.ts';
import type { HostileWorld } from '../hostile/hostile-world.ts';
import type { Errand } from '../hostile/schedule.ts';

/** A request as it came: what it was given in its query and its body together, and the text that is signed. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly given: Readonly<Record<string, string>>;
}

/** What is done with a request, and what the schedule of faults takes it for. */
export interface Handling {
  readonly errand: Errand;
  /** The client id that it is about; empty for none. */
  readonly name: string;
  /** The body of the answer. Throws a VenueFault. */
  readonly act: (treatment: Treatment) => unknown;
}

/** What is answered. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One connection of a stream. */
export interface Line {
  send(value: unknown): void;
  close(): void;
  cut(): void;
}

/** One who hears what comes on a stream. */
export interface Listener {
  hear(text: string): void;
  close(): void;
}

/** How one exchange speaks. */
export interface Manners {
  route(request: Request): Handling | undefined;
  /** How it says no. */
  refusal(fault: VenueFault, request: Request): Reply;
  /** How it says that what is there is not. */
  lie(request: Request): Reply;
  /** A stream by its path; undefined where there is none. */
  stream(path: string, line: Line): Listener | undefined;
}

const PAGE = '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

/** A fake exchange on a socket of this machine: HTTP and streams as its manners have them, with a hostile world behind. */
export class WireServer {
  /** Every request as it reached the venue, and the status of its answer; 0 where there was none. */
  readonly heard: { readonly request: Request; readonly status: number }[] = [];
  /** Requests that are on their way there or back: each of them waits for the clock. */
  underWay = 0;
  readonly #world: HostileWorld;
  readonly #manners: Manners;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  /** Requests that have no answer yet. */
  readonly #open = new Set<Duplex>();

  private constructor(world: HostileWorld, manners: Manners) {
    this.#world = world;
    this.#manners = manners;
    this.#server = createServer((request, response) => void this.#hear(request, response));
    this.#server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
    world.front.onDown = (isDown) => isDown && this.cut();
  }

  static async start(world: HostileWorld, manners: Manners): Promise<WireServer> {
    const server = new WireServer(world, manners);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Streams that are open. */
  get streams(): number {
    return this.#sockets.clients.size;
  }

  /** Cuts all that is open; what was not answered never is. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
  }

  async close(): Promise<void> {
    this.#world.front.onDown = () => {};
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #hear(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of asked) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { socket } = asked;
    // A connection that a client keeps for later would never be quiet.
    response.setHeader('connection', 'close');
    this.#open.add(socket);
    const request = requestOf(asked, Buffer.concat(chunks).toString());
    const reply = await this.#replyTo(request);
    this.heard.push({ request, status: reply?.status ?? 0 });
    if (!this.#open.delete(socket)) return;
    if (reply === undefined) return void socket.destroy();
    const date = new Date(Math.floor(this.#world.exchange.now)).toUTCString();
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    const type = typeof reply.body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(reply.status, { ...reply.headers, date, 'content-type': type, 'content-length': Buffer.byteLength(text) });
    response.end(text);
  }

  /** The answer; undefined for a connection that is cut. */
  async #replyTo(request: Request): Promise<Reply | undefined> {
    const handling = this.#manners.route(request);
    if (handling === undefined) return { status: 404, body: PAGE };
    const { errand, name, act } = handling;
    this.underWay++;
    const answer = await this.#world.front.ask(errand, name, (treatment) => ({ body: act(treatment) }));
    this.underWay--;
    if (answer.kind === 'dropped' || answer.kind === 'unreachable') return undefined;
    // What is there is said not to be.
    if (answer.kind === 'value')
      return (answer.value as object | undefined) === undefined ? this.#manners.lie(request) : { status: 200, ...answer.value };
    const { fault } = answer;
    const status = Number(/answered (\d{3})$/.exec(fault.message)?.[1] ?? Number.NaN);
    return fault.kind === 'unknown' && !Number.isNaN(status) ? { status, body: PAGE } : this.#manners.refusal(fault, request);
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const pathname = request.url ?? '/';
    socket.on('error', () => {});
    // The client has given up.
    socket.on('end', () => socket.destroy());
    this.#open.add(socket);
    const answer = await this.#world.front.ask('open', pathname, () => null);
    if (!this.#open.delete(socket)) return;
    if (answer.kind === 'fault') return void socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
    if (answer.kind !== 'value') return void socket.destroy();
    this.#sockets.handleUpgrade(request, socket, head, (one) => this.#stream(one, pathname));
  }

  #stream(socket: WebSocket, path: string): void {
    socket.on('error', () => {});
    const line: Line = {
      send: (value) => void (socket.readyState === socket.OPEN && socket.send(JSON.stringify(value))),
      close: () => socket.close(),
      cut: () => socket.terminate(),
    };
    const listener = this.#manners.stream(path, line);
    if (listener === undefined) return void socket.close();
    socket.on('message', (data) => listener.hear(String(data)));
    socket.on('close', () => listener.close());
  }
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): Request {
  const { pathname, search, searchParams } = new URL(url, 'http://localhost');
  const isForm = !/^\s*[[{]/.test(body);
  const given = { ...Object.fromEntries(searchParams), ...(isForm ? Object.fromEntries(new URLSearchParams(body)) : {}) };
  return { method, path: pathname, query: search.slice(1), body, headers, given };
}
