import { join, relative, resolve } from 'node:path';
import type { Result } from '../reports/result.ts';
import { type Arguments, colored, type Io } from './io.ts';
import { write } from './write.ts';

/**
 * Writes what the flags ask for: the page, files and pictures on request, then the summary, unless JSON took its place.
 * A quiet run that names no page makes none: nobody would be told of it, and `onetape report` makes it at any time. `beside` is
 * a line that stands with the summary, made where one is printed.
 */
export async function writeReports(
  result: Result,
  args: Arguments,
  workspace: string,
  io: Io,
  beside?: () => Promise<string>,
): Promise<void> {
  const { json, html, quiet, open } = args;
  const page = typeof html === 'string' ? html : join(relative(io.cwd, workspace) || '.', 'reports', `${result.runId}.html`);
  if (quiet !== true || typeof html === 'string' || open === true) {
    const { htmlPage } = await import('../reports/html/run-page.ts');
    write(page, htmlPage(result), io);
  }
  await writeTables(result, args, io);
  await writePictures(result, args, io);
  if (typeof json === 'string') {
    const { resultJsonChunks } = await import('../reports/json.ts');
    write(json, resultJsonChunks(result), io);
  }
  if (quiet !== true && json !== '-') {
    const { textSummary } = await import('../reports/text.ts');
    const more = beside === undefined ? '' : `${await beside()}\n`;
    io.stdout.write(`${textSummary(result, { color: colored(io) }).trimEnd()}\n${more}\nPage: ${page}\n`);
  }
  if (open === true) io.open(resolve(io.cwd, page));
}

async function writeTables(result: Result, { csv, parquet }: Arguments, io: Io): Promise<void> {
  if (typeof csv === 'string') {
    const { resultCsv } = await import('../reports/csv.ts');
    for (const [name, text] of Object.entries(resultCsv(result))) write(join(csv, name), text, io);
  }
  if (typeof parquet === 'string') {
    const { resultParquet } = await import('../reports/parquet.ts');
    for (const [name, bytes] of Object.entries(resultParquet(result))) write(join(parquet, name), bytes, io);
  }
}

/** Pictures one after the other: each takes a while, and none waits for another. */
async function writePictures(result: Result, { svg, png }: Arguments, io: Io): Promise<void> {
  if (typeof svg !== 'string' && typeof png !== 'string') return;
  const [{ picturesOf }, { standalone }] = await Promise.all([
    import('../reports/charts/pictures.ts'),
    import('../reports/charts/standalone.ts'),
  ]);
  for (const picture of picturesOf(result)) {
    const drawing = standalone(picture, result);
    if (typeof svg === 'string') write(join(svg, `${picture.name}.svg`), drawing, io);
    if (typeof png !== 'string') continue;
    const { pngOf } = await import('../reports/charts/png.ts');
    write(join(png, `${picture.name}.png`), await pngOf(drawing), io);
  }
}
