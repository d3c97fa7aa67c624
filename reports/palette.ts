/** The colours of reports by what they mean; hexadecimal, so that two digits of opacity can follow. */
export interface Palette {
  /** Behind everything, behind a card, lines around cards, lines inside charts. */
  readonly ground: string;
  readonly card: string;
  readonly line: string;
  readonly grid: string;
  /** Text, and text of less weight. */
  readonly ink: string;
  readonly soft: string;
  /** The run itself; buys. */
  readonly accent: string;
  /** What the run is measured against. */
  readonly hold: string;
  readonly up: string;
  readonly down: string;
  /** Sells. */
  readonly mark: string;
  /** Behind a warning, and its edge. */
  readonly notice: string;
  readonly edge: string;
  /** Curves side by side, told apart by lightness too. */
  readonly run1: string;
  readonly run2: string;
  readonly run3: string;
  readonly run4: string;
  readonly run5: string;
  readonly run6: string;
}

/** How many curves side by side have a colour of their own; those after them repeat it with dashes. */
export const RUN_COLORS = 6;

/** Dark on light: the page by day, on paper, and pictures. Text has a contrast of at least 4.5 on `ground`, `card` and `notice`. */
export const LIGHT: Palette = {
  ground: '#f6f7f9',
  card: '#ffffff',
  line: '#dfe3e9',
  grid: '#eceff3',
  ink: '#1b2430',
  soft: '#566170',
  accent: '#2457c5',
  hold: '#8a94a3',
  up: '#0d7459',
  down: '#b8362b',
  mark: '#a85a00',
  notice: '#fdf6e3',
  edge: '#d9a21b',
  run1: '#2457c5',
  run2: '#a85a00',
  run3: '#0d7459',
  run4: '#a1307f',
  run5: '#0b7a94',
  run6: '#6d5bd0',
};

/** Light on dark. */
export const DARK: Palette = {
  ground: '#10141a',
  card: '#171c24',
  line: '#2c3440',
  grid: '#222933',
  ink: '#e4e9f0',
  soft: '#a0abba',
  accent: '#7ba7ff',
  hold: '#7c8797',
  up: '#4cc9a0',
  down: '#f28b82',
  mark: '#f0a94e',
  notice: '#2a2414',
  edge: '#c9982a',
  run1: '#7ba7ff',
  run2: '#f0a94e',
  run3: '#4cc9a0',
  run4: '#f08bd0',
  run5: '#55c3de',
  run6: '#b9abff',
};
