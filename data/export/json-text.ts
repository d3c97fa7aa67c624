import { type Field, fieldsOf } from './fields.ts';
import type { SeriesRows } from './series-rows.ts';
import { actionText, numberText, TimeText } from './value-text.ts';

/** Values of one piece of text. */
const PIECE = 8192;

/**
 * A series as one JSON object of columns: `{kind, id, timeframe, price, columns: {openTs: [...], ts: [...], open: [...]}}`, which
 * `backtest` takes as a feed. Times are ISO-8601 UTC, NaN is null. Each column is a pass over the rows.
 */
export async function* jsonColumns(series: SeriesRows): AsyncGenerator<string> {
  const fields = fieldsOf(series.key.kind, series.columns);
  yield `${head(series)},"columns":{`;
  for (const [k, field] of fields.entries()) {
    const text = textOf(field);
    let separator = `${k > 0 ? ',' : ''}\n${JSON.stringify(field.json)}:[`;
    for await (const { rows, columns } of series.blocks()) {
      const values = columns[field.column]!;
      for (let from = 0; from < rows; from += PIECE) {
        yield separator + Array.from(values.subarray(from, Math.min(from + PIECE, rows)), text).join(',');
        separator = ',';
      }
    }
    yield separator === ',' ? ']' : `${separator}]`;
  }
  yield '}}\n';
}

/** A series as one JSON object of rows, each an object on a line of its own: `{kind, id, timeframe, price, rows: [...]}`. */
export async function* jsonRows(series: SeriesRows): AsyncGenerator<string> {
  const fields = fieldsOf(series.key.kind, series.columns);
  const names = fields.map(({ json }, k) => `${k > 0 ? ',' : '{'}${JSON.stringify(json)}:`);
  const texts = fields.map(textOf);
  yield `${head(series)},"rows":[`;
  let separator = '\n';
  for await (const block of series.blocks()) {
    const columns = fields.map(({ column }) => block.columns[column]!);
    for (let from = 0; from < block.rows; from += PIECE) {
      let text = '';
      for (let row = from; row < Math.min(from + PIECE, block.rows); row++) {
        text += separator;
        for (let k = 0; k < fields.length; k++) text += names[k]! + texts[k]!(columns[k]![row]!);
        text += '}';
        separator = ',\n';
      }
      yield text;
    }
  }
  yield '\n]}\n';
}

function head({ key: { kind, instrument, timeframe, price } }: SeriesRows): string {
  const ofBars = kind === 'bars' ? `,"timeframe":${JSON.stringify(timeframe)},"price":"${price}"` : '';
  return `{"kind":"${kind}","id":${JSON.stringify(instrument)}${ofBars}`;
}

function textOf({ is }: Field): (value: number) => string {
  const time = new TimeText();
  if (is === 'time') return (value) => `"${time.of(value)}"`;
  const text = is === 'action' ? (value: number) => `"${actionText(value)}"` : numberText;
  return (value) => (Number.isFinite(value) ? text(value) : 'null');
}
