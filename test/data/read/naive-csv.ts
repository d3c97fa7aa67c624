/** A reader of plain bars that is as simple as can be, to compare with: whole text, split, one row after the other. */
export interface NaiveBars {
  /** Times as they are written, in milliseconds. */
  readonly labels: readonly number[];
  /** Open, high, low, close and volume of each row. */
  readonly prices: readonly (readonly number[])[];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The bars of a text; undefined where any part of it is not what this reader knows. */
export function naiveBars(bytes: Buffer): NaiveBars | undefined {
  const lines = textOf(bytes)
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '');
  const head = lines[0] ?? '';
  const delimiter = head.includes('\t') ? '\t' : head.includes(';') ? ';' : ',';
  const names = split(head, delimiter).map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const at = ['time', 'open', 'high', 'low', 'close'].map((name) => names.indexOf(name));
  if (at.some((place) => place < 0)) return undefined;
  const rows = lines.slice(1).map((line) => split(line, delimiter));
  const times = rows.map((cells) => timeOf(cells[at[0]!] ?? ''));
  const largest = Math.max(...rows.map((cells) => (/^-?\d+$/.test(cells[at[0]!] ?? '') ? Math.abs(Number(cells[at[0]!])) : 0)));
  const unit = largest === 0 ? 1 : largest < 1e11 ? 1e3 : 1;
  const volume = names.indexOf('volume');
  const read = rows.map((cells, k) => ({
    label: times[k]! * unit,
    prices: [
      ...at.slice(1).map((place) => numberOf(cells[place] ?? 'missing', delimiter)),
      volume < 0 ? 0 : volumeOf(cells[volume] ?? 'missing', delimiter),
    ],
  }));
  const kept = read.filter(({ prices }) => prices.slice(0, 4).some((price) => !Number.isNaN(price)));
  const steps = read.slice(1).map(({ label }, k) => Math.sign(label - read[k]!.label));
  if (steps.reduce((sum, step) => sum + step, 0) < 0) kept.reverse();
  return { labels: kept.map(({ label }) => label), prices: kept.map(({ prices }) => prices) };
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes).replace('\ufeff', '');
  // Numbers are bytes of any 8-bit text: in one a byte A0 is a blank that does not break.
  return bytes.toString('latin1').replace(/^ï»¿/, '');
}

function split(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"' && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted;
    if (letter === delimiter && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell].map((one) =>
    one
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

/** A plain number, an instant, or a date; NaN for what this reader does not know. */
function timeOf(text: string): number {
  if (/^-?\d{9,13}$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
}

function numberOf(text: string, delimiter: string): number {
  const plain = delimiter === ';' ? text.replace(',', '.') : /^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(text) ? text.replaceAll(',', '') : text;
  return NUMBER.test(plain) ? Number(plain) + 0 : Number.NaN;
}

/** A volume, which may be in thousands, millions or billions, as some sites write it; 0 where there is none. */
function volumeOf(text: string, delimiter: string): number {
  const [, short = '', letter = ''] = /^([\d.]+)([KMB])$/i.exec(text) ?? [];
  const value = letter === '' ? numberOf(text, delimiter) : numberOf(`${short}e${' KMB'.indexOf(letter.toUpperCase()) * 3}`, '');
  return Number.isNaN(value) ? 0 : value;
}
