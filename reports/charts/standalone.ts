import { escapeHtml } from '../escape.ts';
import { periodOf } from '../period.ts';
import type { Result } from '../result.ts';
import { viewSpec } from '../spec-view.ts';
import { PAPER } from './look.ts';
import type { Picture } from './pictures.ts';
import { label, px } from './svg.ts';

const WIDTH = 900;
const MARGIN = 24;
const HEAD = 62;
const FOOT = 34;
const MOST_LETTERS = 118;

/** What was run over what, as much of it as fits. */
function about({ spec, equity }: Pick<Result, 'spec' | 'equity'>): string {
  const { strategies, feeds } = viewSpec(spec);
  const text = [strategies, feeds, periodOf(equity)].filter((part) => part !== '').join(', ');
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 3)}...` : text;
}

/** A picture as a file of its own: dark on white, with what it shows above and which run it is of below. */
export function standalone({ title, note, draw }: Picture, { spec, runId, resultHash, engine, equity }: Result): string {
  const inner = draw(PAPER, WIDTH - 2 * MARGIN);
  const height = Number(/height="([\d.]+)"/.exec(inner)![1]);
  const says = /aria-label="([^"]*)"/.exec(inner)![1]!;
  const total = HEAD + height + (note === '' ? 0 : 18) + FOOT;
  const body = [
    `<path d="M0 0H${WIDTH}V${px(total)}H0Z" fill="${PAPER.card}"/>`,
    label(MARGIN, 30, title, { size: 16, bold: true, color: PAPER.ink }),
    label(MARGIN, 48, about({ spec, equity }), { size: 12 }),
    inner.replace('<svg ', `<svg x="${MARGIN}" y="${HEAD}" `).replace(/ role="img" aria-label="[^"]*"/, ''),
    note === '' ? '' : label(MARGIN, HEAD + height + 16, note),
    label(MARGIN, total - 14, `onetape ${engine.version}, run ${runId}, result ${resultHash.slice(0, 16)}`, { size: 10 }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${px(total)}" width="${WIDTH}" height="${px(total)}" role="img" aria-label="${says}" font-family="${escapeHtml(PAPER.font)}" fill="${PAPER.soft}">${body.join('')}</svg>\n`;
}
