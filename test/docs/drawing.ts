import type { Block } from './pages.ts';

/** Bars drawn along an axis of prices, what is ordered after some of them, and what fills. */
export interface Drawing {
  readonly bars: readonly (readonly [open: number, high: number, low: number, close: number])[];
  /** Orders: `after` counts bars from 1. */
  readonly commands: readonly { readonly after: number; readonly code: string }[];
  /** What a run says of itself beside the bars: the options of runBars. */
  readonly options: string;
  readonly fills: readonly DrawnFill[];
}

/** A fill as it is drawn. */
export interface DrawnFill {
  /** From 1. */
  readonly bar: number;
  readonly side: string;
  readonly price: number;
  /** Undefined where the drawing leaves it open. */
  readonly certainty: string | undefined;
}

/**
 * Reads drawn bars:
 *
 *     after bar 1: ctx.buy(asset, { trigger: 105 })
 *
 *                100       105       110
 *                 |         |         |
 *     bar 1     l--o==c--h
 *     bar 2              o=====c--h
 *                           ^ buy 105 assumed
 *
 * `o` and `c` are open and close, `l` and `h` low and high where they lie beyond; one letter stands for all that are
 * equal to it. Throws where a bar is not drawn as its own prices say, and where an arrow does not point at its price.
 */
export function drawingOf({ page, line, text }: Block): Drawing {
  const lines = text.split('\n');
  const fail = (k: number, what: string): never => {
    throw new Error(`${page}:${line + k}: ${what}`);
  };
  const ticks = lines.findIndex((one) => /^[ |]*\|[ |]*\|[ |]*$/.test(one));
  if (ticks < 1) fail(0, 'no axis: a line of numbers over a line of |');
  const axis = axisOf(lines[ticks - 1]!, lines[ticks]!);
  const bars: Drawing['bars'][number][] = [];
  const fills: DrawnFill[] = [];
  const commands: { after: number; code: string }[] = [];
  let options = '{}';
  lines.forEach((one, k) => {
    const command = /^after bar (\d+): (.*)$/.exec(one);
    const bar = /^(bar +(\d+))(.*)$/.exec(one);
    const arrow = /^( *)\^ (buy|sell) (\S+)(?: (\S+))?$/.exec(one);
    if (command !== null) commands.push({ after: Number(command[1]), code: command[2]! });
    else if (one.startsWith('with ')) options = one.slice('with '.length);
    else if (bar !== null) {
      if (Number(bar[2]) !== bars.length + 1) fail(k, `expected bar ${bars.length + 1}`);
      const drawn = ' '.repeat(bar[1]!.length) + bar[3]!.trimEnd();
      const prices = pricesOf(drawn, axis);
      if (draw(prices, axis) !== drawn) fail(k, `expected it drawn as\n${draw(prices, axis)}`);
      bars.push(prices);
    } else if (arrow !== null) {
      const price = Number(arrow[3]);
      if (Math.round(axis.column(price)) !== arrow[1]!.length) fail(k, `expected the arrow in column ${axis.column(price)}`);
      fills.push({ bar: bars.length, side: arrow[2]!, price, certainty: arrow[4] });
    } else if (k !== ticks && k !== ticks - 1 && one.trim() !== '') fail(k, `a line that is nothing: ${one}`);
  });
  return { bars, commands, options, fills };
}

interface Axis {
  price(column: number): number;
  column(price: number): number;
}

function axisOf(numbers: string, ticks: string): Axis {
  const values = numbers.trim().split(/ +/).map(Number);
  const columns = [...ticks].flatMap((mark, k) => (mark === '|' ? [k] : []));
  const [first, last] = [columns[0]!, columns.at(-1)!];
  const step = (values.at(-1)! - values[0]!) / (last - first);
  const axis = {
    price: (column: number) => Number((values[0]! + (column - first) * step).toFixed(6)),
    column: (price: number) => first + (price - values[0]!) / step,
  };
  if (values.length !== columns.length || columns.some((column, k) => axis.price(column) !== values[k]))
    throw new Error(`Expected numbers over evenly spaced marks, but it was "${numbers}"`);
  return axis;
}

function pricesOf(drawn: string, axis: Axis): Drawing['bars'][number] {
  const at = (letter: string): number => (drawn.includes(letter) ? axis.price(drawn.indexOf(letter)) : Number.NaN);
  const [open, close] = [at('o'), at('c')].map((price, k, both) => (Number.isNaN(price) ? both[1 - k]! : price)) as [number, number];
  const [high, low] = [at('h'), at('l')];
  return [open, Number.isNaN(high) ? Math.max(open, close) : high, Number.isNaN(low) ? Math.min(open, close) : low, close];
}

/** A bar as it is to be drawn. */
function draw([open, high, low, close]: Drawing['bars'][number], axis: Axis): string {
  const [o, h, l, c] = [open, high, low, close].map((price) => Math.round(axis.column(price))) as [number, number, number, number];
  const cells: string[] = Array.from({ length: h + 1 }, (_, k) => (k < l ? ' ' : k > Math.min(o, c) && k < Math.max(o, c) ? '=' : '-'));
  cells[l] = 'l';
  cells[h] = 'h';
  cells[c] = 'c';
  cells[o] = 'o';
  return cells.join('');
}
