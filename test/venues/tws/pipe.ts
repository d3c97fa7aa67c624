import type { Socket } from 'node:net';

/** One end of a connection, as the venue has it. */
export interface Pipe {
  write(data: Buffer): void;
  /** Ends it, once what was written has been sent. */
  end(): void;
  /** Breaks it. */
  cut(): void;
  onData: (data: Buffer) => void;
  onClose: () => void;
}

/** A socket of this machine. */
export function pipeOf(socket: Socket): Pipe {
  const pipe: Pipe = {
    write: (data) => void (socket.writable && socket.write(data)),
    end: () => void socket.end(),
    cut: () => void socket.destroy(),
    onData: () => {},
    onClose: () => {},
  };
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (data) => pipe.onData(data));
  socket.on('end', () => socket.destroy());
  socket.on('close', () => pipe.onClose());
  return pipe;
}
