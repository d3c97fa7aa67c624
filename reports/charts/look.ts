import { LIGHT, type Palette } from '../palette.ts';

/** What a chart is drawn with: colours as an SVG attribute takes them, and a font. */
export interface Look extends Palette {
  readonly font: string;
}

/** In a page: the page's own colours, which change with its theme, and its font. */
export const PAGE: Look = { ...variables(), font: 'inherit' };

/** On its own: dark on white, with a font that a picture is sure to have. */
export const PAPER: Look = { ...LIGHT, font: 'DejaVu Sans, Verdana, Arial, sans-serif' };

function variables(): Palette {
  return Object.fromEntries(Object.keys(LIGHT).map((name) => [name, `var(--${name})`])) as unknown as Palette;
}
