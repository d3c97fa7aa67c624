import { withStore } from '../../data-store.ts';
import type { Arguments, Io } from '../../io.ts';
import { textOf } from '../../read-flags.ts';
import { write } from '../../write.ts';

/** `onetape data sql QUERY`: a SELECT over the store, answered as CSV or JSON. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const path = textOf(args, 'json');
  await withStore(args, io, 'read', (store) => {
    const { columns, rows } = store.query(String(args['first']));
    if (path === undefined) {
      io.stdout.write(`${columns.join(',')}\n`);
      for (const row of rows) io.stdout.write(`${row.map(cellOf).join(',')}\n`);
    } else write(path, jsonOf(columns, rows), io);
  });
  return 0;
}

function* jsonOf(columns: readonly string[], rows: Iterable<readonly unknown[]>): Generator<string> {
  let before = '[';
  for (const row of rows) {
    yield `${before}${JSON.stringify(Object.fromEntries(columns.map((name, k) => [name, row[k]])))}`;
    before = ',\n';
  }
  yield before === '[' ? '[]\n' : ']\n';
}

/** A cell of CSV (RFC 4180). */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
