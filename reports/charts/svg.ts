import { escapeHtml } from '../escape.ts';
import type { Look } from './look.ts';

/** A coordinate to a tenth of a pixel: finer is seen by no eye and only makes files longer. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/** The size of text in charts, and about how wide a letter of it is. */
export const TEXT = 11;
const LETTER = 6.4;

/** About how wide a text is, in pixels; never too narrow. */
export const widthOf = (text: string): number => text.length * LETTER;

/** Where a text stands in relation to its point, and how it looks. */
export interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly color?: string;
  readonly bold?: true;
  readonly size?: number;
}

/** A line of text whose base line is at `y`. */
export function label(x: number, y: number, text: string, { anchor, color, bold, size }: TextStyle = {}): string {
  const more = [
    anchor === undefined || anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
    color === undefined ? '' : ` fill="${color}"`,
    bold === undefined ? '' : ' font-weight="600"',
    size === undefined ? '' : ` font-size="${size}"`,
  ];
  return `<text x="${px(x)}" y="${px(y)}"${more.join('')}>${escapeHtml(text)}</text>`;
}

/** A straight line. */
export const stroke = (x1: number, y1: number, x2: number, y2: number, color: string, more = ''): string =>
  `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="${color}"${more}/>`;

/** A whole drawing: what `content` draws, and in a sentence what it shows, for those who cannot see it. */
export function drawing(width: number, height: number, says: string, { font, soft }: Look, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${px(height)}" width="${width}" height="${px(height)}" role="img" aria-label="${escapeHtml(says)}" font-family="${font}" font-size="${TEXT}" fill="${soft}">${content}</svg>`;
}

/** How high a chart of two axes is. */
export const heightOf = (width: number): number => Math.round(width > 450 ? width * 0.48 : width * 0.7);
