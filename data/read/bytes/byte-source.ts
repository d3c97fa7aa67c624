/** Bytes of a file, unpacked, and how many bytes on disk were consumed for them. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly at: number;
}

/** A stream of bytes that can be read again from its beginning. */
export interface ByteSource {
  /** As messages call it. */
  readonly name: string;
  /** Size on disk. */
  readonly size: number;
  /** What was assumed while unpacking; complete after the last chunk. */
  readonly warnings: readonly string[];
  chunks(): AsyncIterable<Chunk>;
}
