import type { Block } from '../block.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { SeriesRows } from './series-rows.ts';
import { actionText, numberText, TimeText } from './value-text.ts';

/** Rows of one piece of text. */
const PIECE = 8192;

/**
 * A series as RFC 4180 text, but lines end with a line feed: times are ISO-8601 UTC, numbers the shortest decimals that read back
 * as the same doubles, and NaN is an empty cell.
 */
export async function* csvText({ key, columns, blocks }: SeriesRows): AsyncGenerator<string> {
  const fields = fieldsOf(key.kind, columns);
  const time = new TimeText();
  yield `${fields.map(({ name }) => quoted(name)).join(',')}\n`;
  for await (const block of blocks()) {
    for (let from = 0; from < block.rows; from += PIECE) yield lines(block, fields, time, from, Math.min(from + PIECE, block.rows));
  }
}

function lines(block: Block, fields: readonly Field[], time: TimeText, from: number, to: number): string {
  const columns = fields.map(({ column }) => block.columns[column]!);
  let text = '';
  for (let row = from; row < to; row++) {
    for (let k = 0; k < fields.length; k++) {
      const value = columns[k]![row]!;
      if (k > 0) text += ',';
      text +=
        fields[k]!.is === 'time'
          ? time.of(value)
          : Number.isNaN(value)
            ? ''
            : fields[k]!.is === 'action'
              ? actionText(value)
              : numberText(value);
    }
    text += '\n';
  }
  return text;
}

const quoted = (name: string): string => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
