import { inspect } from 'node:util';

/** Runs something and returns what it writes to the console, a line per call. */
export async function logged(run: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const { log, table, error } = console;
  const write = (...values: unknown[]): void => {
    lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '));
  };
  console.log = write;
  console.error = write;
  console.table = write;
  try {
    await run();
  } finally {
    Object.assign(console, { log, table, error });
  }
  return `${lines.join('\n')}\n`;
}
