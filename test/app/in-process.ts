import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../app/main.ts';
import { finallyDo } from '../finally.ts';

/** A command line run in this process: what it printed, what it opened, and its exit code. `run` is another build's. */
export async function onetape(cwd: string, argv: readonly string[], env: Record<string, string> = {}, isTTY = false, run = main) {
  const seen = { code: 0, out: '', err: '', opened: [] as string[] };
  seen.code = await run(argv, {
    stdout: { write: (text) => (seen.out += text) },
    stderr: { write: (text) => (seen.err += text) },
    cwd,
    env,
    isTTY,
    open: (path) => seen.opened.push(path),
  });
  return seen;
}

/** A new empty folder with some files in it. */
export function folder(files: Readonly<Record<string, unknown>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'onetape-'));
  finallyDo(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A strategy file that does `body` at each bar; `n` counts bars from 0. */
export const strategyFile = (body: string, feeds = "['asset']"): string =>
  `import { defineStrategy, int } from 'onetape';
export default defineStrategy({
  name: 'mine',
  params: { size: int(1, { min: 1, max: 9 }) },
  feeds: ${feeds},
  setup(ctx, { size }) {
    let n = -1;
    return { onBar(bars) { n++; ${body} } };
  },
});`;

/** Ten daily bars that rise by one a day, from 100. */
export const RISING = `date,open,high,low,close,volume\n${Array.from({ length: 10 }, (_, k) => `2024-01-${String(k + 1).padStart(2, '0')},${100 + k},${102 + k},${99 + k},${101 + k},1000`).join('\n')}\n`;

export const SP500 = ['--strategy', 'sma-cross', '--feed', 'asset=sample:sp500'] as const;
