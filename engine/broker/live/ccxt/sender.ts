import { AsyncLocalStorage } from 'node:async_hooks';
import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import { gunzipSync, inflateSync } from 'node:zlib';
import type { Wall } from '../../../model/wall.ts';
import type { Leaving } from './certified/row.ts';
import { breachOf } from './seal.ts';

/** What is asked, and what became of its requests. */
export interface Sending {
  /** The one write that may leave; undefined where none may. */
  readonly leaves: Leaving | undefined;
  /** Requests that were begun. */
  begun: number;
  /** Something of a write may have reached the exchange. */
  hasLeft: boolean;
  /** A connection was made, at least once. */
  wasConnected: boolean;
  /** Why a request was held back; empty where none was. */
  breach: string;
  /** Of the last answer: its status, 0 before there is one; the wait that it asks for, milliseconds; its time. */
  status: number;
  retryAfter: number;
  date: number;
}

/** Milliseconds after which an idle connection is not used again: the other side may have given it up. */
const IDLE = 4_000;

/** Milliseconds after which a request counts as failed: later than the broker stops to wait for it. */
const TIMEOUT = 15_000;

/** A page of text where JSON is due is a proxy's. */
const PAGE = /^\s*</;

/** Which call a request is of. One for all: Node goes through every one there ever was, whatever is begun. */
const CALLS = new AsyncLocalStorage<{ readonly of: Sender; readonly sending: Sending }>();

/** Sends ccxt's requests, each once, and knows of every call what became of its requests. A write leaves only if it is as it was meant. */
export class Sender {
  readonly #plain = new PlainAgent({ keepAlive: true, timeout: IDLE });
  readonly #secure = new SecureAgent({ keepAlive: true, timeout: IDLE });
  readonly #signing: readonly string[];
  /** Requests of reading that the exchange wants as a POST. */
  readonly #isRead: (path: string) => boolean;

  /** Where requests must arrive in the order in which they were signed: each waits for the answer of the one before. */
  readonly #queue: Wall | undefined;
  #last: Promise<void> = Promise.resolve();
  readonly #waiting = new Set<() => void>();
  #isPatient = true;

  constructor(signing: readonly string[], isRead: (path: string) => boolean, queue?: Wall) {
    this.#signing = signing;
    this.#isRead = isRead;
    this.#queue = queue;
  }

  /** Calls ccxt; what `sending` says afterwards is of the requests of this call. */
  run<T>(sending: Sending, call: () => Promise<T>): Promise<T> {
    return CALLS.run({ of: this, sending }, call);
  }

  /** What ccxt calls in place of its own client. */
  readonly send = async (url: string, init: Init): Promise<Response> => {
    const call = CALLS.getStore();
    const sending = call?.of === this ? call.sending : newSending(undefined);
    const { method, body } = init;
    const headers = init.headers ?? {};
    sending.begun++;
    const isWrite = method !== 'GET' && !this.#isRead(new URL(url).pathname);
    if (isWrite) {
      const outgoing = { method, url, headers, body };
      sending.breach =
        sending.leaves === undefined
          ? `${method} ${new URL(url).pathname} was not asked for`
          : (breachOf(outgoing, sending.leaves, this.#signing) ?? '');
      if (sending.hasLeft) sending.breach = 'it would have been sent twice';
      if (sending.breach !== '') throw new TypeError(`the request was held back: ${sending.breach}`);
    }
    if (this.#queue === undefined || method === 'GET') return this.#exchange(url, init, sending, isWrite);
    const before = this.#last;
    const asked = before.then(() => this.#exchange(url, init, sending, isWrite));
    this.#last = before.then(() => this.#patience(asked, this.#queue!));
    return asked;
  };

  /** From now on nothing waits for the answer of the one before, or (`isPatient`) it does again. */
  release(isPatient = false): void {
    this.#isPatient = isPatient;
    if (!isPatient) for (const settle of this.#waiting) settle();
  }

  /** Resolves once something is settled, or has taken too long. */
  #patience(asked: Promise<unknown>, wall: Wall): Promise<void> {
    if (!this.#isPatient) return Promise.resolve();
    return new Promise((resolve) => {
      const settled = (): void => {
        stop();
        this.#waiting.delete(settled);
        resolve();
      };
      const stop = wall.after(PATIENCE, settled);
      this.#waiting.add(settled);
      asked.then(settled, settled);
    });
  }

  #exchange(url: string, { method, headers = {}, body }: Init, sending: Sending, isWrite: boolean): Promise<Response> {
    return new Promise((resolve, reject) => {
      const isSecure = url.startsWith('https:');
      const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const said: Record<string, string> = { ...headers, 'accept-encoding': 'gzip', ...length };
      const options = {
        method,
        headers: said as Record<string, string>,
        agent: isSecure ? this.#secure : this.#plain,
      };
      const asked: ClientRequest = (isSecure ? requestSecure : requestPlain)(url, options, (answer) => {
        readAll(answer, sending).then(resolve, reject);
      });
      asked.on('socket', (socket) => {
        const connected = (): void => {
          sending.wasConnected = true;
          if (isWrite) sending.hasLeft = true;
        };
        if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', connected);
        else connected();
      });
      asked.setTimeout(TIMEOUT, () => asked.destroy(new Error(`no answer within ${TIMEOUT} ms`)));
      asked.on('error', (error) => reject(failure(error)));
      asked.end(body);
    });
  }
}

/** Milliseconds that a request waits for the answer of the one before. */
const PATIENCE = 1_500;

/** What ccxt hands to a client of HTTP. */
interface Init {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export const newSending = (leaves: Leaving | undefined): Sending => ({
  ...{ leaves, begun: 0, hasLeft: false, wasConnected: false, breach: '', status: 0, retryAfter: Number.NaN, date: Number.NaN },
});

async function readAll(answer: IncomingMessage, sending: Sending): Promise<Response> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) chunks.push(chunk as Buffer);
  } catch (error) {
    throw failure(error as Error);
  }
  const { statusCode = 0, headers } = answer;
  if (!answer.complete) throw failure(new Error('the answer was cut off'));
  const text = unpacked(Buffer.concat(chunks), headers['content-encoding']).toString();
  sending.status = statusCode;
  sending.retryAfter = Number(headers['retry-after'] ?? Number.NaN) * 1_000;
  sending.date = Date.parse(headers.date ?? '');
  if (statusCode < 400 && PAGE.test(text)) throw failure(new Error('a page of text came where JSON is due'));
  const status = statusCode >= 200 && statusCode <= 599 ? statusCode : 502;
  const isBare = status === 204 || status === 205 || status === 304;
  return new Response(isBare ? null : text, { status, headers: flat(headers) });
}

const unpacked = (bytes: Buffer, encoding: string | undefined): Buffer =>
  encoding === 'gzip' ? gunzipSync(bytes) : encoding === 'deflate' ? inflateSync(bytes) : bytes;

const flat = (headers: IncomingMessage['headers']): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || name === 'content-encoding' || name === 'content-length' || name === 'transfer-encoding') return [];
    return [[name, Array.isArray(value) ? value.join(', ') : value]];
  });

/** A failure on the way as ccxt knows it: its NetworkError. */
const failure = (error: Error): TypeError => new TypeError(`fetch failed: ${error.message}`, { cause: error });
