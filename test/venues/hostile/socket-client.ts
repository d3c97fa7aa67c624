import { request } from 'node:http';
import { WebSocket } from 'ws';
import { VenueFault } from '../../../engine/broker/live/venue.ts';
import { canonical, parsed } from '../../../engine/loop/canonical.ts';
import { STATUS } from './socket-server.ts';
import type { Wire } from './wire.ts';

/** An open stream; it is closed by whoever calls this. */
export type HangUp = () => void;

/** The client's side of the wire: requests, and streams. */
export class SocketClient {
  readonly #host: string;
  readonly #wire: Wire;
  readonly #name: string;
  #made = 0;

  constructor(host: string, wire: Wire, name: string) {
    this.#host = host;
    this.#wire = wire;
    this.#name = name;
  }

  /** What a request comes to. Rejects with a VenueFault; a silent server is waited for without end. */
  ask(errand: string, asked: unknown): Promise<unknown> {
    const number = `${this.#name}${++this.#made}`;
    const [there, back] = [`there ${number}`, `back ${number}`];
    return new Promise((resolve, reject) => {
      const over = (): void => {
        this.#wire.arrived(there);
        this.#wire.arrived(back);
      };
      this.#wire.carry(there, () => {
        const sent = request(
          `http://${this.#host}/${errand}`,
          { method: 'POST', agent: false, headers: { 'x-number': number } },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              if (answer.statusCode === 200) resolve(parsed(text));
              else reject(faultOf(answer.statusCode ?? 0, text, answer.headers['retry-after']));
              over();
            });
          },
        );
        sent.on('error', (error) => {
          reject(brokenOff(error));
          over();
        });
        sent.end(canonical(asked));
      });
    });
  }

  /** Opens a stream. `hear` is told what comes, `lost` that it was closed by the other side. Rejects with a VenueFault. */
  listen(path: string, hear: (value: unknown) => void, lost: () => void): Promise<HangUp> {
    const number = `${this.#name}${++this.#made}`;
    const [there, back] = [`there ${number}`, `back ${number}`];
    let count = 0;
    let isOpen = false;
    return new Promise((resolve, reject) => {
      this.#wire.carry(there, () => {
        const socket = new WebSocket(`ws://${this.#host}${path}?${number}`);
        const fail = (fault: VenueFault): void => {
          reject(fault);
          this.#wire.arrived(there);
          this.#wire.arrived(back);
        };
        socket.on('open', () => {
          isOpen = true;
          resolve(() => {
            isOpen = false;
            this.#wire.carry(`shut ${number}`, () => {
              if (socket.readyState === socket.CLOSED) this.#wire.arrived(`shut ${number}`);
              else socket.terminate();
            });
          });
          this.#wire.arrived(back);
        });
        socket.on('message', (data) => {
          if (isOpen) hear(parsed(String(data)));
          this.#wire.arrived(`${number} ${++count}`);
        });
        socket.on('unexpected-response', (_, answer) => {
          fail(faultOf(answer.statusCode ?? 0, 'the stream was refused', answer.headers['retry-after']));
          socket.terminate();
        });
        socket.on('error', (error) => fail(brokenOff(error)));
        socket.on('close', () => {
          if (isOpen) lost();
          isOpen = false;
          this.#wire.arrived(`close ${number}`);
        });
      });
    });
  }
}

/** What a status says of a request. */
function faultOf(status: number, text: string, retryAfter: string | undefined): VenueFault {
  const kind = (Object.keys(STATUS) as VenueFault['kind'][]).find((one) => STATUS[one] === status) ?? 'unknown';
  const known = kind === 'not-sent' ? 'unknown' : kind;
  return new VenueFault(known, text, retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) * 1000 });
}

/** A connection that was never made carried nothing; of any other nobody knows. */
const brokenOff = (error: Error & { code?: string }): VenueFault =>
  new VenueFault(error.code === 'ECONNREFUSED' ? 'not-sent' : 'unknown', error.message, { cause: error });
