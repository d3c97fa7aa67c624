import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '../../engine/model/series.ts';
import type { Filled } from './plan.ts';

/** Blocks held in memory; what is more goes to a temporary file. */
const HELD = 16;

/** Turns rows round: blocks whose first row is the newest of all are handed out oldest first, in bounded memory. */
export async function* turned(blocks: AsyncIterable<Filled>): AsyncGenerator<Filled> {
  const held: Filled[] = [];
  let spool: Spool | undefined;
  let at = 0;
  try {
    for await (const block of blocks) {
      at = block.at;
      held.push(reversed(block));
      if (held.length <= HELD) continue;
      spool ??= await Spool.create();
      await spool.push(held.shift()!);
    }
    for (let block = held.pop(); block !== undefined; block = held.pop()) yield { ...block, at };
    for (let block = await spool?.pop(); block !== undefined; block = await spool?.pop()) yield { ...block, at };
  } finally {
    await spool?.remove();
  }
}

function reversed(block: Filled): Filled {
  return { ...block, columns: block.columns.map((column) => column.reverse()), lines: block.lines.reverse() };
}

/** A stack of blocks in a temporary file. */
class Spool {
  readonly #folder: string;
  readonly #file: FileHandle;
  readonly #blocks: { readonly rows: number; readonly width: number; readonly from: number }[] = [];
  #end = 0;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async create(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), 'onetape-spool-'));
    return new Spool(folder, await open(join(folder, 'rows'), 'wx+'));
  }

  async push({ rows, columns, lines }: Filled): Promise<void> {
    this.#blocks.push({ rows, width: columns.length, from: this.#end });
    for (const column of [...columns, lines]) {
      const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
      await this.#file.write(bytes, 0, bytes.length, this.#end);
      this.#end += bytes.length;
    }
  }

  async pop(): Promise<Filled | undefined> {
    const block = this.#blocks.pop();
    if (block === undefined) return undefined;
    const { rows, width, from } = block;
    const columns: Column[] = [];
    for (let k = 0; k <= width; k++) {
      const column = new Float64Array(rows);
      await this.#file.read(new Uint8Array(column.buffer), 0, rows * 8, from + k * rows * 8);
      columns.push(column);
    }
    return { rows, columns: columns.slice(0, width), lines: columns[width]!, at: 0 };
  }

  async remove(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
