import { TextDecoder } from 'node:util';
import type { ByteSource, Chunk } from './byte-source.ts';

/** The text of a source as UTF-8 without a byte-order mark; UTF-16 is known by its mark. */
export async function* textChunks(source: ByteSource): AsyncGenerator<Chunk> {
  let decoder: TextDecoder | undefined;
  let head: Buffer | undefined = Buffer.alloc(0);
  let at = 0;
  for await (const chunk of source.chunks()) {
    at = chunk.at;
    let bytes = chunk.bytes;
    if (head !== undefined) {
      head = Buffer.concat([head, bytes]);
      if (head.length < 3) continue;
      decoder = decoderOf(head);
      bytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
      head = undefined;
    }
    yield decoder === undefined ? { bytes, at } : { bytes: Buffer.from(decoder.decode(bytes, { stream: true })), at };
  }
  if (head !== undefined && head.length > 0) yield { bytes: head, at };
}

function decoderOf(head: Buffer): TextDecoder | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  return head[0] === 0xfe && head[1] === 0xff ? new TextDecoder('utf-16be') : undefined;
}
