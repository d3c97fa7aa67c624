import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';

/** Longer lines are nobody's we know, characters. */
const LONGEST = 4_194_304;

/** Calls `each` for every line that a socket says; the connection is cut where a line has no end. */
export function onLines(socket: Socket, each: (line: string) => void, longest = LONGEST): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  socket.on('data', (bytes: Buffer) => {
    const parts = (rest + decoder.write(bytes)).split('\n');
    rest = parts.pop()!;
    for (const line of parts) if (line.trim() !== '') each(line);
    if (rest.length > longest) socket.destroy();
  });
}
