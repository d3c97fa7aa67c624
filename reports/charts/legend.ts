import type { Curve } from './curve.ts';
import { label, px, TEXT, widthOf } from './svg.ts';

const SWATCH = 16;
const GAP = 14;
/** The height of a row of a legend. */
const ROW = 16;

/** What each curve is, in as many rows as a width needs. */
export interface Legend {
  readonly svg: string;
  readonly height: number;
}

/** Draws a legend from a point to the right; a panel's own name leads it. */
export function legend(
  title: string,
  curves: readonly Pick<Curve, 'name' | 'color' | 'dash'>[],
  x: number,
  y: number,
  width: number,
  ink: string,
): Legend {
  const parts = [label(x, y + TEXT, title, { color: ink, bold: true })];
  let left = x + (title === '' ? 0 : widthOf(title) + GAP);
  let top = y;
  for (const { name, color, dash } of curves) {
    const wide = SWATCH + 4 + widthOf(name);
    if (left > x && left + wide > x + width) {
      left = x;
      top += ROW;
    }
    const middle = px(top + TEXT - 3.5);
    parts.push(
      `<path d="M${px(left)} ${middle}h${SWATCH}" stroke="${color}" stroke-width="2"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}/>`,
      label(left + SWATCH + 4, top + TEXT, name),
    );
    left += wide + GAP;
  }
  return { svg: parts.join(''), height: top - y + ROW };
}
