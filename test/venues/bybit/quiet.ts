import { Socket } from 'node:net';

/** How many turns nothing may happen before all is taken to be quiet, and how many turns are waited for at most. */
const STILL = 3;
const MOST = 5_000;

/** What holds the process back though nothing is under way. */
const IDLE = /^(TCPSocketWrap|TCPServerWrap|TCPWRAP|Timeout|Immediate|PipeWrap|TTYWrap|MessagePort|FSEventWrap|ProcessWrap|SignalWrap)$/;

/**
 * Waits until all that was sent between the two ends of sockets in this process has been received, and nothing comes of it any more.
 * `port` says at which port the server listens.
 */
export async function quietAt(port: () => number): Promise<void> {
  for (let still = 0, turn = 0; still < STILL && turn < MOST; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    still = isQuiet(port()) ? still + 1 : 0;
  }
}

function isQuiet(port: number): boolean {
  if (process.getActiveResourcesInfo().some((name) => !IDLE.test(name))) return false;
  const sockets = openSockets().filter(({ localPort, remotePort }) => localPort === port || remotePort === port);
  const byPort = new Map(sockets.map((socket) => [`${socket.localPort}>${socket.remotePort}`, socket]));
  return sockets.every((one) => {
    const other = byPort.get(`${one.remotePort}>${one.localPort}`);
    // One that knows its other end to be gone waits for nothing.
    return other === undefined ? one.readableEnded : one.bytesWritten === other.bytesRead;
  });
}

/** Node tells which handles are open; a socket that still connects has no port yet, and its request says that it is under way. */
function openSockets(): Socket[] {
  const { _getActiveHandles } = process as unknown as { _getActiveHandles: () => readonly unknown[] };
  return _getActiveHandles.call(process).filter((handle): handle is Socket => handle instanceof Socket);
}
