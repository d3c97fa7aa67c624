import type { Wall } from '../../../model/wall.ts';
import { VenueFault, type VenueNews } from '../venue.ts';
import type { Certified } from './certified/row.ts';
import type { CcxtExchange, SaidClient } from './exchange.ts';
import type { Markets } from './markets.ts';
import type { Reader } from './read/reader.ts';

/** Milliseconds between pings of ours: an answer shows that a stream is alive. */
const PING = 8_000;

/** What listens. */
export interface Listening {
  readonly exchange: CcxtExchange;
  readonly row: Certified;
  readonly reader: Reader;
  readonly markets: Markets;
  readonly wall: Wall;
  readonly hear: (news: VenueNews) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens ccxt's streams of orders and fills once: connected, and subscribed as far as the exchange confirms that. Their messages are
 * read by the row's own reader, for ccxt leaves out what is in them. Returns what ends them. Rejects with a VenueFault.
 */
export async function listen(listening: Listening): Promise<() => void> {
  const { exchange, row, hear, signal } = listening;
  const stream = new Stream(listening);
  const hangUp = (): void => stream.end();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    stream.start();
    await stream.ready;
    if (signal.aborted) throw new VenueFault('not-sent', 'it was called off');
    stream.isOpen = true;
    hear({ kind: 'heard', stream: row.name });
    return hangUp;
  } catch (error) {
    hangUp();
    if (error instanceof VenueFault) throw error;
    const isAuth = (error as Error).constructor.name === 'AuthenticationError';
    throw new VenueFault(isAuth ? 'auth' : 'not-sent', `the stream of ${exchange.id} broke: ${(error as Error).message}`);
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}

class Stream {
  isOpen = false;
  readonly ready: Promise<void>;
  #isOver = false;
  #settle: (error?: unknown) => void = () => {};
  #stopPing: () => void = () => {};
  readonly #parts: Listening;
  readonly #seen = new Set<SaidClient>();
  readonly #stops: (() => void)[] = [];

  constructor(parts: Listening) {
    this.#parts = parts;
    this.ready = new Promise((resolve, reject) => {
      this.#settle = (error) => (error === undefined ? resolve() : reject(error as Error));
    });
  }

  start(): void {
    const { exchange, wall } = this.#parts;
    const handle = exchange.handleMessage.bind(exchange);
    exchange.handleMessage = (client, message) => {
      this.#heard();
      this.#read(message);
      if (!this.#isOver) handle(client, message);
    };
    // What ccxt does now and then, such as to renew its leave to listen, ends with the stream.
    exchange.delay = (ms, method, ...args) => {
      this.#stops.push(wall.after(ms, () => void method.apply(exchange, args).catch((error: unknown) => this.#fail(error))));
    };
    this.#loop(() => exchange.watchOrders());
    void this.#connected();
    this.#ping();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopPing();
    for (const stop of this.#stops) stop();
    this.#settle(new VenueFault('not-sent', 'it was called off'));
    for (const { connection } of Object.values(this.#parts.exchange.clients)) connection?.terminate();
    void this.#parts.exchange.close().catch(() => {});
  }

  /** Keeps ccxt listening until that fails: then the stream is down. */
  #loop(watch: () => Promise<unknown>): void {
    const next = (): void => {
      if (this.#isOver) return;
      watch().then(next, (error: unknown) => this.#fail(error));
    };
    next();
  }

  /** Where an exchange confirms nothing that is understood, it counts that its connections are made. */
  async #connected(): Promise<void> {
    const { exchange, row, wall } = this.#parts;
    if (row.confirms === true) return;
    for (let tries = 0; !this.#isOver; tries++) {
      const clients = Object.values(exchange.clients).filter(({ connection }) => connection !== undefined);
      if (clients.length > 0) {
        try {
          await Promise.all(clients.map(({ connected }) => connected));
          this.#settle();
        } catch (error) {
          this.#fail(error);
        }
        return;
      }
      await new Promise<void>((resolve) => void wall.after(Math.min(10 * tries, 100), resolve));
    }
  }

  #heard(): void {
    if (this.isOpen) this.#parts.hear({ kind: 'heard', stream: this.#parts.row.name });
  }

  /** Pings all connections, and listens for whatever answers. */
  #ping(): void {
    const { exchange, wall } = this.#parts;
    for (const client of Object.values(exchange.clients)) {
      const { connection } = client;
      if (connection === undefined) continue;
      if (!this.#seen.has(client)) for (const event of ['ping', 'pong'] as const) connection.on(event, () => this.#heard());
      this.#seen.add(client);
      if (connection.readyState === 1) connection.ping();
    }
    this.#stopPing = wall.after(this.isOpen ? PING : 1_000, () => this.#ping());
  }

  #read(message: unknown): void {
    const { reader, markets, hear } = this.#parts;
    try {
      const { news, isConfirmed = false, over } = reader.hear(message, markets);
      if (isConfirmed) this.#settle();
      for (const one of news) hear(one);
      if (over !== undefined) this.#fail(new Error(over));
    } catch (error) {
      // What cannot be read may be ours: the account is asked for.
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    const wasOpen = this.isOpen;
    this.#settle(error);
    this.end();
    if (wasOpen) this.#parts.hear({ kind: 'down', why: error instanceof Error ? error.message : JSON.stringify(error) });
  }
}
