import { join, relative, resolve } from 'node:path';
import type { Result } from '../reports/result.ts';
import { type Arguments, colored, type Io } from './io.ts';
import { write } from './write.ts';

/** Writes what the flags ask for: the page always, JSON and CSV on request; then the summary, unless JSON took its place. */
export async function writeReports(result: Result, args: Arguments, workspace: string, io: Io): Promise<void> {
  const { json, csv, html, quiet, open } = args;
  const page = typeof html === 'string' ? html : join(relative(io.cwd, workspace) || '.', 'reports', `${result.runId}.html`);
  const [{ htmlPage }, { resultJsonChunks }, { resultCsv }, { textSummary }] = await Promise.all([
    import('../reports/html.ts'),
    import('../reports/json.ts'),
    import('../reports/csv.ts'),
    import('../reports/text.ts'),
  ]);
  write(page, htmlPage(result), io);
  if (typeof csv === 'string') for (const [name, text] of Object.entries(resultCsv(result))) write(join(csv, name), text, io);
  if (typeof json === 'string') write(json, resultJsonChunks(result), io);
  if (quiet !== true && json !== '-') io.stdout.write(`${textSummary(result, { color: colored(io) }).trimEnd()}\n\nPage: ${page}\n`);
  if (open === true) io.open(resolve(io.cwd, page));
}
