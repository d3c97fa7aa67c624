import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { Client } from './client.ts';
import type { Desk } from './desk.ts';
import type { MemoryNet } from './memory-net.ts';
import { type Pipe, pipeOf } from './pipe.ts';

/** A fake TWS, on a socket of this machine or without one: it greets, starts and serves whoever connects. */
export class TwsServer {
  readonly #desk: Desk;
  readonly #clients = new Set<Client>();
  #server: Server | undefined;
  port = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.world.front.onDown = (isDown) => {
      if (isDown) this.cut();
    };
  }

  /** Listens on a socket. */
  async listen(): Promise<void> {
    const server = createServer((socket) => this.#welcome(pipeOf(socket)));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  /** Listens within this process. */
  listenIn(memory: MemoryNet): void {
    this.port = memory.listen((pipe) => this.#welcome(pipe));
  }

  /** Clients that are started. */
  get clients(): readonly Client[] {
    return [...this.#clients].filter(({ isStarted }) => isStarted);
  }

  /** Tells all clients a code that is about no request. */
  tell(code: number, text: string): void {
    for (const client of this.clients) client.tell(code, text);
  }

  /** Ends every connection, as the restart of every night does. */
  cut(): void {
    for (const client of [...this.#clients]) client.cut();
    this.#clients.clear();
  }

  async close(): Promise<void> {
    this.#desk.world.front.onDown = () => {};
    this.cut();
    const server = this.#server;
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  #welcome(pipe: Pipe): void {
    // While it restarts nobody is there.
    if (this.#desk.world.front.isDown) {
      pipe.cut();
      return;
    }
    const client: Client = new Client(this.#desk, pipe, (id) => [...this.#clients].some((one) => one !== client && one.id === id));
    const { onClose } = pipe;
    pipe.onClose = () => {
      onClose();
      this.#clients.delete(client);
    };
    this.#clients.add(client);
  }
}
