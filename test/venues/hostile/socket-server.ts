import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { VenueFault } from '../../../engine/broker/live/venue.ts';
import { canonical, parsed } from '../../../engine/loop/canonical.ts';
import { type Asked, actOf } from './errands.ts';
import type { Answer } from './front.ts';
import type { HostileFeed } from './hostile-feed.ts';
import type { HostileWorld } from './hostile-world.ts';
import type { Errand } from './schedule.ts';
import type { Wire } from './wire.ts';

/** How a fault is written as a status. */
export const STATUS = {
  refused: 422,
  busy: 429,
  duplicate: 409,
  'not-found': 404,
  clock: 400,
  auth: 401,
  unknown: 503,
  'not-sent': 502,
} as const;

/** A hostile world behind a server on a socket of this machine: HTTP for what is asked, WebSockets for what its streams say. */
export class SocketServer {
  readonly #world: HostileWorld;
  readonly #feed: HostileFeed | undefined;
  readonly #wire: Wire;
  readonly #sockets = new WebSocketServer({ noServer: true });
  /** Requests that are not answered yet, by their number. */
  readonly #pending = new Map<string, () => void>();
  readonly #ended = new WeakSet<WebSocket>();
  #server: Server = this.#make();
  #port = 0;

  private constructor(world: HostileWorld, wire: Wire, feed: HostileFeed | undefined) {
    this.#world = world;
    this.#wire = wire;
    this.#feed = feed;
    world.front.onDown = (isDown) => (isDown ? this.#fall() : this.#rise());
  }

  static async start(world: HostileWorld, wire: Wire, feed?: HostileFeed): Promise<SocketServer> {
    const server = new SocketServer(world, wire, feed);
    while (!(await server.#listen(nextPort()))) server.#server = server.#make();
    return server;
  }

  /** Listens at a port; false where somebody else does. */
  #listen(port: number): Promise<boolean> {
    this.#port = port;
    return new Promise((resolve) => {
      // In a turn of its own, so that what held the port has its chance to let go.
      this.#server.once('error', () => setImmediate(() => resolve(false)));
      this.#server.listen(port, '127.0.0.1', () => resolve(true));
    });
  }

  /** Where it listens: address and port. */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    this.#world.front.onDown = () => {};
    await this.#feed?.close();
    this.#fall();
    await this.#wire.quiet();
  }

  #make(): Server {
    const server = createServer((request, response) => void this.#hear(request, response));
    return server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
  }

  /** The process ends: nothing listens any more, and every connection breaks. */
  #fall(): void {
    this.#server.close();
    for (const [name, drop] of this.#pending) this.#wire.carry(name, drop);
    this.#pending.clear();
    for (const socket of this.#sockets.clients) this.#end(socket);
  }

  #end(socket: WebSocket): void {
    if (this.#ended.has(socket)) return;
    this.#ended.add(socket);
    this.#wire.carry(nameOf(socket, 'close'), () => socket.terminate());
  }

  #rise(): void {
    this.#wire.carry('rise', () => void this.#comeBack());
  }

  async #comeBack(): Promise<void> {
    do this.#server = this.#make();
    while (!(await this.#listen(this.#port)));
    this.#wire.arrived('rise');
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = parsed(Buffer.concat(chunks).toString()) as Asked;
    const errand = (request.url ?? '/').slice(1) as Errand;
    const back = `back ${String(request.headers['x-number'])}`;
    const drop = (): void => void request.socket.destroy();
    this.#pending.set(back, drop);
    this.#wire.arrived(`there ${String(request.headers['x-number'])}`);
    const answer = await this.#world.front.ask<unknown>(errand, asked.clientId, actOf(this.#world.exchange, errand, asked));
    if (!this.#pending.delete(back)) return;
    this.#wire.carry(back, () => {
      if (answer.kind === 'value') response.end(canonical(answer.value ?? null));
      else if (answer.kind === 'fault') response.writeHead(STATUS[answer.fault.kind], headersOf(answer.fault)).end(answer.fault.message);
      else drop();
    });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const number = search.slice(1);
    const back = `back ${number}`;
    socket.on('error', () => {});
    this.#pending.set(back, () => socket.destroy());
    this.#wire.arrived(`there ${number}`);
    const answer: Answer<unknown> =
      pathname === '/orders' ? await this.#world.front.ask('open', '', () => null) : { kind: 'value', value: null };
    if (!this.#pending.delete(back)) return;
    this.#wire.carry(back, () => {
      if (answer.kind === 'value') this.#sockets.handleUpgrade(request, socket, head, (one) => this.#stream(one, pathname, number));
      else if (answer.kind === 'fault') socket.end(refusalText(answer.fault));
      else socket.destroy();
    });
  }

  #stream(socket: WebSocket, path: string, number: string): void {
    NUMBERS.set(socket, number);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#ended.add(socket);
      this.#wire.arrived(nameOf(socket, 'shut'));
    });
    let count = 0;
    const send = (value: unknown): void => {
      const name = `${number} ${++count}`;
      this.#wire.carry(name, () => (socket.readyState === socket.OPEN ? socket.send(canonical(value)) : this.#wire.arrived(name)));
    };
    if (path === '/orders') this.#tell(socket, send);
    else this.#show(socket, send);
  }

  /** What the venue says of orders. */
  #tell(socket: WebSocket, send: (value: unknown) => void): void {
    const { front } = this.#world;
    const ear = front.listen((news) => {
      if (news.kind === 'down') this.#end(socket);
      else send(news);
    });
    socket.on('close', () => front.hangUp(ear));
  }

  /** What happens in the market. */
  #show(socket: WebSocket, send: (value: unknown) => void): void {
    const feed = this.#feed;
    if (feed === undefined) return;
    const flush = (): void => {
      for (let arrival = feed.poll(); arrival !== undefined; arrival = feed.poll()) send(arrival);
    };
    void feed.connect(flush, new AbortController().signal);
    socket.on('close', () => feed.pause());
  }
}

/** Ports that no client is given by chance, so that one which is free for a while is not taken. */
let port = 20_000 + (process.pid % 9_000);
const nextPort = (): number => (port = port >= 29_000 ? 20_000 : port + 1);

const NUMBERS = new WeakMap<WebSocket, string>();
const nameOf = (socket: WebSocket, what: string): string => `${what} ${NUMBERS.get(socket) ?? ''}`;

const headersOf = ({ retryAfter }: VenueFault): Record<string, string> =>
  Number.isNaN(retryAfter) ? {} : { 'retry-after': String(retryAfter / 1000) };

function refusalText(fault: VenueFault): string {
  const headers = Object.entries(headersOf(fault)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${STATUS[fault.kind]} Refused\r\n${headers.join('')}connection: close\r\n\r\n`;
}
