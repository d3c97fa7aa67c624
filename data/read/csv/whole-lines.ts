import { DataError } from '../../../engine/model/errors.ts';
import type { ByteSource, Chunk } from '../bytes/byte-source.ts';
import { textChunks } from '../bytes/text-bytes.ts';
import { lastLineEnd } from './line.ts';

/** No row of market data is longer. */
const LONGEST_LINE = 16_000_000;

/** The text of a source in pieces that end with a whole line, but for the last. */
export async function* wholeLines(source: ByteSource): AsyncGenerator<Chunk> {
  let rest: Buffer = Buffer.alloc(0);
  let last = 0;
  for await (const { bytes, at } of textChunks(source)) {
    last = at;
    const text = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const end = lastLineEnd(text);
    rest = text.subarray(end);
    if (rest.length > LONGEST_LINE) {
      throw new DataError(`Expected lines of text, but it was "${rest.toString('utf8', 0, 40)}..." without an end`, { place: source.name });
    }
    if (end > 0) yield { bytes: text.subarray(0, end), at };
  }
  if (rest.length > 0) yield { bytes: rest, at: last };
}
