/** What one field of a message may be written from. */
export type Field = string | number | boolean | undefined;

/** The longest message that either side takes. */
const LONGEST = 0xffffff;

/** A message as it goes over the wire: its length in four bytes, then each field with a zero byte behind it. */
export function frameOf(fields: readonly Field[]): Buffer {
  const body = Buffer.from(fields.map((field) => `${textOf(field)}\0`).join(''), 'utf8');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Booleans are 1 and 0, what is not there is empty. */
export const textOf = (field: Field): string => (field === true ? '1' : field === false ? '0' : String(field ?? ''));

/** Cuts what comes on a socket into messages, wherever the network has cut it. */
export class FrameReader {
  #rest = Buffer.alloc(0);
  #isGreeted = false;
  /** What the client said first: the versions that it speaks. */
  greeting = '';

  /** The messages that are whole now, as their fields. Throws a RangeError for what cannot be the protocol. */
  push(chunk: Buffer): string[][] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#isGreeted && !this.#greet()) return [];
    const messages: string[][] = [];
    for (let body = this.#take(0); body !== undefined; body = this.#take(0)) {
      const fields = body.toString('utf8').split('\0');
      if (fields.pop() !== '') throw new RangeError('a message ends within a field');
      messages.push(fields);
    }
    return messages;
  }

  /** `API`, a zero byte, and the versions with their length in front. */
  #greet(): boolean {
    if (this.#rest.length < 8) return false;
    if (this.#rest.toString('latin1', 0, 4) !== 'API\0') throw new RangeError('the client does not greet with API');
    const body = this.#take(4);
    if (body === undefined) return false;
    this.greeting = body.toString('utf8');
    this.#isGreeted = true;
    return true;
  }

  #take(at: number): Buffer | undefined {
    if (this.#rest.length < at + 4) return undefined;
    const length = this.#rest.readUInt32BE(at);
    if (length > LONGEST) throw new RangeError(`a message of ${length} bytes`);
    if (this.#rest.length < at + 4 + length) return undefined;
    const body = this.#rest.subarray(at + 4, at + 4 + length);
    this.#rest = this.#rest.subarray(at + 4 + length);
    return body;
  }
}
