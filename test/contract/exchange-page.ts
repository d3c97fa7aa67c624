import type { Certified } from '../../engine/broker/live/ccxt/certified/row.ts';
import { CERTIFIED } from '../../engine/broker/live/ccxt/certified/table.ts';
import { counts, type Played, partOnPage, reasons, STATED, stated, writePage } from './page.ts';

const PART = 'exchanges';

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const COLUMNS = ['exchange', ...STATED, 'places where orders cost nothing', 'played on', 'passed', 'skipped', 'failed'];

/** What stands above the rows of exchanges. */
export const EXCHANGES_HEAD: readonly string[] = [rowOf(COLUMNS), rowOf(COLUMNS.map(() => '---'))];

/** An exchange's row, and the line that says what was skipped there. */
export function exchangeLines(exchange: Certified, playedOn: string, buysAtMarket: boolean, played: Played): readonly string[] {
  const { name, sandboxes } = exchange;
  const [types = '', ...more] = stated(played.supports);
  const places = Object.keys(sandboxes).map((one) => `\`${name}-${one}\``);
  const cells = [
    ...[`\`${name}\``, buysAtMarket ? types : types.replace('market', 'market to sell'), ...more],
    ...[places.join(', ') || 'none', playedOn, ...counts(played.results)],
  ];
  const skipped = [...reasons(played.results)].map(([why, ids]) => `${why}: ${ids.join(', ')}`);
  return [rowOf(cells), `- \`${name}\`: ${skipped.join('; ')}`];
}

/** What stands on the page of an exchange: its row, and what was skipped. */
export function linesOnPage(name: string): readonly string[] {
  const all = partOnPage(PART).split('\n');
  return [all.find((line) => line.startsWith(`| \`${name}\` |`)) ?? '', all.find((line) => line.startsWith(`- \`${name}\`:`)) ?? ''];
}

/** What stands on the page above the rows. */
export const headOnPage = (): readonly string[] => partOnPage(PART).split('\n').slice(0, 2);

/** Writes the lines of one exchange, among those of the others. */
export function writeLines(name: string, lines: readonly string[]): void {
  const there = CERTIFIED.map((one) => (one.name === name ? lines : linesOnPage(one.name))).filter(([row]) => row !== '');
  const [rows, skipped] = [there.map(([row]) => row), there.map(([, line]) => line)];
  writePage({ [PART]: [...EXCHANGES_HEAD, ...rows, '', 'Skipped:', '', ...skipped].join('\n') });
}
