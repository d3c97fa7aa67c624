import type { WebsocketClient } from 'bybit-api';
import { millis } from '../../../model/time.ts';
import { VenueFault, type VenueNews } from '../venue.ts';
import { type Asking, faultOfCode } from './map/fault.ts';
import { WINDOW } from './rest.ts';
import { type Answered, faultOf, socketOf } from './socket.ts';
import type { StreamEars } from './stream.ts';

/** What can be asked by the stream, and its parameters: those of the request by REST. */
export type OrderOperation = 'order.create' | 'order.amend' | 'order.cancel';

/** Where orders are sent. */
interface OrderListening {
  /** `wss://stream.bybit.com`. */
  readonly host: string;
  readonly key: string;
  readonly secret: string;
}

/** An answer, told apart from others by its `reqId` (docs/v5/websocket/trade/guideline). */
interface OrderAnswer {
  readonly retCode: number;
  readonly retMsg: string;
  readonly header?: Readonly<Record<string, string>>;
}

/**
 * Orders, their changes and cancels by a stream of their own, which spares them the way of a new request. Each is sent once; what was
 * not answered when the stream is lost has an unknown outcome.
 */
export class OrderStream {
  readonly #client: WebsocketClient;
  readonly #waiting = new Map<string, { readonly resolve: (answer: OrderAnswer) => void; readonly reject: (fault: VenueFault) => void }>();
  #socket: Pick<WebSocket, 'send'> | undefined;
  #made = 0;
  #isOpen = true;
  /** Told what answers say of limits. */
  hear: (news: Extract<VenueNews, { kind: 'limit' }>) => void = () => {};

  private constructor(client: WebsocketClient) {
    this.#client = client;
  }

  /** Opens it: connected and authenticated, once, as `listen` does. `signal` ends it while it is being opened. Rejects with a VenueFault. */
  static async open({ host, key, secret }: OrderListening, ears: Omit<StreamEars, 'said'>, signal: AbortSignal): Promise<OrderStream> {
    const client = await socketOf(`${host}/v5/trade`, { key, secret }, WINDOW);
    const stream = new OrderStream(client);
    let isReady = false;
    return new Promise((resolve, reject) => {
      const fail = (fault: VenueFault): void => {
        if (!stream.#isOpen) return;
        stream.hangUp();
        signal.removeEventListener('abort', callOff);
        if (isReady) ears.lost(fault.message);
        else reject(fault);
      };
      const callOff = (): void => fail(new VenueFault('not-sent', 'it was called off'));
      client.on('open', ({ ws }) => {
        stream.#socket = ws;
        if (!stream.#isOpen) queueMicrotask(() => client.closeAll(true));
        ws.addEventListener('message', () => {
          if (stream.#isOpen) ears.heard();
        });
      });
      // It is said of keys that are refused, too.
      client.on('authenticated', (said) => {
        const answered = said as Answered;
        if (answered.retCode !== undefined && answered.retCode !== 0) fail(faultOf({ ...answered, op: 'auth' }, host));
        else if (stream.#isOpen) {
          isReady = true;
          signal.removeEventListener('abort', callOff);
          resolve(stream);
        }
      });
      client.on('response', (answered: Answered) => stream.#hear(answered));
      client.on('exception', (answered: Answered) => {
        if (!stream.#hear(answered)) fail(faultOf(answered, host));
      });
      client.on('reconnect', () => fail(new VenueFault('unknown', 'the stream of orders was cut')));
      client.on('close', () => fail(new VenueFault('unknown', 'the stream of orders was closed')));
      signal.addEventListener('abort', callOff);
      if (signal.aborted) callOff();
      // What comes of it is told by events.
      else client.connect('v5PrivateTrade')?.catch(() => {});
    });
  }

  /** Sends once; resolved where the venue has taken it. `limit` is what it counts against. Rejects with a VenueFault. */
  async send(asking: Asking, limit: string, operation: OrderOperation, body: object): Promise<void> {
    if (!this.#isOpen) throw new VenueFault('not-sent', 'the stream of orders is down');
    const { retCode, retMsg, header = {} } = await this.#answer(operation, body);
    const number = (name: string): number => Number(header[name] ?? Number.NaN);
    const [left, until] = [number('X-Bapi-Limit-Status'), number('X-Bapi-Limit-Reset-Timestamp')];
    if (!Number.isNaN(left)) this.hear({ kind: 'limit', limit, left, until: millis(until) });
    if (retCode !== 0) throw faultOfCode(retCode, retMsg, { asking, left, rest: until - number('Timenow') });
  }

  hangUp(): void {
    this.#isOpen = false;
    this.#client.closeAll(true);
    for (const { reject } of this.#waiting.values()) reject(new VenueFault('unknown', 'the stream of orders was lost before the answer'));
    this.#waiting.clear();
  }

  /** The SDK would send as well, but connects again by itself where the stream was ended meanwhile, and sends then. */
  #answer(operation: OrderOperation, body: object): Promise<OrderAnswer> {
    const reqId = `o${++this.#made}`;
    const header = { 'X-BAPI-TIMESTAMP': String(Date.now()), 'X-BAPI-RECV-WINDOW': String(WINDOW) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(reqId, { resolve, reject });
      this.#socket?.send(JSON.stringify({ reqId, header, op: operation, args: [body] }));
    });
  }

  /** Whether it was the answer to a request. */
  #hear(answered: Answered): boolean {
    const { op = '', reqId = '', retCode } = answered;
    if (!op.startsWith('order.') || retCode === undefined) return false;
    this.#waiting.get(reqId)?.resolve(answered as OrderAnswer);
    this.#waiting.delete(reqId);
    return true;
  }
}
