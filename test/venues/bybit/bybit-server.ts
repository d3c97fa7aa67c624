import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Wall } from '../../../engine/model/wall.ts';
import type { HostileWorld } from '../hostile/hostile-world.ts';
import type { Counter, Reply } from './counter.ts';
import type { Line } from './line.ts';
import type { Category } from './listed.ts';
import { PrivateStream } from './private-stream.ts';
import { PublicFeed } from './public-feed.ts';
import { PublicMishaps } from './public-mishaps.ts';
import { PublicStream } from './public-stream.ts';
import { TradeStream } from './trade-stream.ts';

/** One who hears what comes on a stream. */
interface Listener {
  hear(text: string): void;
  close(): void;
}

const PAGE = '<html><head><title>Bad Gateway</title></head><body><center><h1>Bad Gateway</h1></center></body></html>';

/** A fake Bybit V5 on a socket of this machine: HTTP and streams of the documented shapes, with a hostile world behind. */
export class BybitServer {
  readonly #world: HostileWorld;
  readonly #counter: Counter;
  readonly #wall: Wall;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #feeds: ReadonlyMap<string, PublicFeed>;
  readonly #mishaps: PublicMishaps;
  readonly #publics = new Set<{ readonly stream: PublicStream; readonly category: string; readonly send: (message: object) => void }>();
  /** Requests that have no answer yet. */
  readonly #open = new Set<Duplex>();
  readonly #privates = new Set<PrivateStream>();
  #made = 0;
  #stopDcp: () => void = () => {};

  private constructor(world: HostileWorld, counter: Counter, wall: Wall) {
    this.#world = world;
    this.#counter = counter;
    this.#wall = wall;
    const note = (text: string): void => world.schedule.note(wall.now(), text);
    this.#mishaps = new PublicMishaps(world.seed, wall, world.calmFrom, note);
    const feedOf = (category: Category): [string, PublicFeed] => [
      category,
      new PublicFeed(category, counter.desk.seen, world.market, wall, (topic, message) => this.#publish(category, topic, message)),
    ];
    this.#feeds = new Map((['spot', 'linear', 'inverse'] as const).map(feedOf));
    this.#server = createServer((request, response) => void this.#hear(request, response));
    this.#server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
    world.front.onDown = (isDown) => (isDown ? this.#fall() : this.#rise());
  }

  static async start(world: HostileWorld, counter: Counter, wall: Wall): Promise<BybitServer> {
    const server = new BybitServer(world, counter, wall);
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
    this.#stopDcp();
    for (const feed of this.#feeds.values()) feed.close();
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #fall(): void {
    this.cut();
  }

  #rise(): void {
    for (const { book } of this.#counter.desk.seen) book.restart();
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { socket } = request;
    // A connection that a client keeps for later would never be quiet.
    response.setHeader('connection', 'close');
    this.#open.add(socket);
    const reply = await this.#replyTo(request, Buffer.concat(chunks).toString());
    if (!this.#open.delete(socket)) return;
    if (reply.kind === 'cut') return void socket.destroy();
    if (reply.kind === 'status') return void response.writeHead(reply.status, { 'content-type': 'text/html' }).end(PAGE);
    const { code, message, result, headers } = reply;
    const time = Math.floor(this.#counter.now);
    const body = JSON.stringify({ retCode: code, retMsg: message, ...(result === undefined ? {} : { result, retExtInfo: {}, time }) });
    response.writeHead(200, { ...headers, 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  }

  #replyTo(request: IncomingMessage, body: string): Promise<Reply> | Reply {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    // Bybit refuses such a request at its gate.
    if (method === 'GET' && body !== '') return { kind: 'status', status: 403 };
    const header = (name: string): string => String(request.headers[name] ?? '');
    const headers = {
      ...{ key: header('x-bapi-api-key'), timestamp: header('x-bapi-timestamp') },
      ...{ recvWindow: header('x-bapi-recv-window'), sign: header('x-bapi-sign') },
    };
    const given = method === 'GET' ? Object.fromEntries(searchParams) : objectOf(body);
    if (given === undefined) return { kind: 'status', status: 400 };
    return this.#counter.answer({ method, path: pathname, given, payload: method === 'GET' ? search.slice(1) : body, headers });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    socket.on('error', () => {});
    // The client has given up.
    socket.on('end', () => socket.destroy());
    this.#open.add(socket);
    const feed = this.#feeds.get(pathname.replace('/v5/public/', ''));
    const isKnown = feed !== undefined || pathname === '/v5/private' || pathname === '/v5/trade';
    const answer = await this.#world.front.ask('open', pathname, () => null);
    if (!this.#open.delete(socket)) return;
    if (!isKnown) return void socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
    if (answer.kind === 'fault') return void socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
    if (answer.kind !== 'value') return void socket.destroy();
    this.#sockets.handleUpgrade(request, socket, head, (one) => this.#stream(one, pathname, feed));
  }

  #stream(socket: WebSocket, path: string, feed: PublicFeed | undefined): void {
    const line: Line = {
      id: `cejreaspqf${(++this.#made).toString(36)}-fake`,
      send: (value) => void (socket.readyState === socket.OPEN && socket.send(JSON.stringify(value))),
      close: () => socket.close(),
      cut: () => socket.terminate(),
    };
    const listener = feed !== undefined ? this.#public(line, feed) : path === '/v5/trade' ? this.#trade(line) : this.#private(line);
    socket.on('error', () => {});
    socket.on('message', (data) => listener.hear(String(data)));
    socket.on('close', () => listener.close());
  }

  #public(line: Line, feed: PublicFeed): Listener {
    const one = { stream: new PublicStream(line, feed), category: feed.category, send: line.send };
    this.#publics.add(one);
    return {
      hear: (text) => one.stream.hear(text),
      close: () => {
        this.#publics.delete(one);
        one.stream.close();
      },
    };
  }

  #trade(line: Line): Listener {
    const stream = new TradeStream(line, this.#counter);
    return { hear: (text) => stream.hear(text), close: () => {} };
  }

  #private(line: Line): Listener {
    const stream = new PrivateStream(line, this.#world.front, this.#counter.desk);
    this.#privates.add(stream);
    this.#stopDcp();
    return {
      hear: (text) => stream.hear(text),
      close: () => {
        this.#privates.delete(stream);
        stream.close();
        this.#protect(stream);
      },
    };
  }

  /** Who asked for it has everything cancelled once nobody of them has listened for as long as they said. */
  #protect({ topics }: PrivateStream): void {
    const { dcp } = this.#counter.desk.settings;
    if (dcp === undefined || this.#privates.size > 0 || ![...topics].some((topic) => topic.startsWith('dcp.'))) return;
    this.#stopDcp = this.#wall.after(dcp * 1_000, () => {
      const { marks } = this.#counter.desk.books;
      marks.isDisconnected = true;
      this.#world.exchange.clear();
      marks.isDisconnected = false;
    });
  }

  /** A message to all who listen to its topic. */
  #publish(category: string, topic: string, message: object): void {
    for (const one of this.#publics) {
      if (one.category !== category || !one.stream.topics.has(topic)) continue;
      this.#mishaps.carry(topic, () => one.stream.topics.has(topic) && one.send(message));
    }
  }
}

/** A JSON object; undefined for what is none. */
function objectOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
