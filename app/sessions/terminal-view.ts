import type { Io } from '../io.ts';
import { frameOf, type Line, lineOf, type Tone } from './frame.ts';
import type { Happening, HappeningKind } from './happening.ts';
import type { SessionView } from './view.ts';
import type { Listener } from './watch.ts';

/** So many happenings stand under the picture. */
const LAST = 8;

/** The size of a terminal where nobody says. */
const WIDTH = 80;
const ROWS = 24;

const ESC = '\x1b[';
const COLORS: Readonly<Record<Tone, string>> = { plain: '', title: '1', dim: '2', good: '32', bad: '31' };

/** Where a session is shown. */
export interface Screen extends Pick<Io, 'isTTY' | 'env' | 'columns'> {
  /** Lines of the terminal. */
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

/** A picture of a session that is drawn anew in its place on a terminal; a line per happening elsewhere. */
export class TerminalView implements Listener {
  readonly #screen: Screen;
  readonly #last: Happening[] = [];
  readonly #isLive: boolean;
  /** Lines that stand there. */
  #drawn = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#isLive = screen.isTTY && screen.env['TERM'] !== 'dumb';
  }

  happened(happening: Happening): void {
    if (!this.#isLive) {
      if (!ROUTINE.has(happening.kind)) this.#screen.write(`${lineOf(happening)}\n`);
      return;
    }
    // Of an order what it came to is seen: in the tables, and as a fill.
    if (happening.kind === 'order') return;
    this.#last.push(happening);
    if (this.#last.length > LAST) this.#last.shift();
  }

  refresh(view: () => SessionView): void {
    if (!this.#isLive) return;
    const lines = frameOf(view(), this.#last, { width: (this.#screen.columns ?? WIDTH) - 1, rows: (this.#screen.rows ?? ROWS) - 1 });
    const up = this.#drawn === 0 ? '' : `${ESC}${this.#drawn}A`;
    // What was longer before is wiped away line by line, and below.
    this.#screen.write(`${up}\r${lines.map((line) => `${this.#paint(line)}${ESC}K\n`).join('')}${ESC}J`);
    this.#drawn = lines.length;
  }

  #paint({ text, tone }: Line): string {
    const color = COLORS[tone];
    return color === '' || (this.#screen.env['NO_COLOR'] ?? '') !== '' ? text : `${ESC}${color}m${text}${ESC}0m`;
  }
}

/** What happens all the time is not worth a line; that an order was refused is. */
const ROUTINE: ReadonlySet<HappeningKind> = new Set<HappeningKind>(['order', 'note', 'epoch']);
