import { EventEmitter } from 'node:events';
import net from 'node:net';
import type { Pipe } from './pipe.ts';

/** The client's end of a connection in this process: as much of a socket as the SDK uses. */
class MemorySocket extends EventEmitter {
  isOver = false;
  #other: Pipe | undefined;

  attach(other: Pipe): void {
    this.#other = other;
  }

  write(data: Buffer): boolean {
    // Once it is broken nothing arrives, and who writes hears so only later.
    if (!this.isOver) queueMicrotask(() => this.#other?.onData(data));
    return true;
  }

  end(): this {
    this.#finish();
    return this;
  }

  destroy(): this {
    this.#finish();
    return this;
  }

  /** The connection is over on both ends. */
  #finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    queueMicrotask(() => {
      this.emit('close');
      this.#other?.onClose();
    });
  }
}

/**
 * Connections of this process without a socket, at ports that no machine has: `net.connect` is put in its place until what is returned
 * is called, for a library that knows no other way to connect.
 */
export class MemoryNet {
  readonly #listeners = new Map<number, (pipe: Pipe) => void>();
  readonly #connect = net.connect;
  #next = 70_000;

  constructor() {
    const connect = (options: { readonly port: number }, onConnect: () => void): unknown => {
      const listener = this.#listeners.get(options.port);
      if (listener === undefined && options.port < 70_000) return (this.#connect as (...args: unknown[]) => unknown)(options, onConnect);
      return this.#open(listener, onConnect);
    };
    Object.assign(net, { connect });
  }

  /** Listens at a port of its own. */
  listen(onPipe: (pipe: Pipe) => void): number {
    const port = this.#next++;
    this.#listeners.set(port, onPipe);
    return port;
  }

  close(): void {
    Object.assign(net, { connect: this.#connect });
  }

  #open(listener: ((pipe: Pipe) => void) | undefined, onConnect: () => void): MemorySocket {
    const socket = new MemorySocket();
    const cut = (): void => void socket.destroy();
    const pipe: Pipe = {
      write: (data) =>
        queueMicrotask(() => {
          if (!socket.isOver) socket.emit('data', data);
        }),
      end: () => queueMicrotask(cut),
      cut,
      onData: () => {},
      onClose: () => {},
    };
    queueMicrotask(() => {
      if (listener === undefined) {
        socket.emit('error', new Error('connect ECONNREFUSED'));
        socket.destroy();
        return;
      }
      socket.attach(pipe);
      listener(pipe);
      if (!socket.isOver) onConnect();
    });
    return socket;
  }
}
