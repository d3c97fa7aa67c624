const SPACE = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\\n\r\t]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const TEXT = /"(?:[^"\\\n\r\t]|\\.)*"/y;

/** Where a text that is not JSON ceases to be: JSON.parse of older Node versions does not say. The text's length for a text that just ends. */
export function jsonFault(text: string): number {
  const after = value(text, skip(text, 0));
  return after < 0 ? ~after : skip(text, after);
}

/** The place behind the value at `at`; for one that is none, `~` of the place of the fault, which is negative. */
function value(text: string, at: number): number {
  if (text[at] === '{') return items(text, at, '}', true);
  if (text[at] === '[') return items(text, at, ']', false);
  const end = match(SCALAR, text, at);
  return end < 0 ? ~at : end;
}

function items(text: string, start: number, close: string, named: boolean): number {
  let at = skip(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    if (named) {
      const colon = match(TEXT, text, at);
      if (colon < 0) return ~at;
      at = skip(text, colon);
      if (text[at] !== ':') return ~at;
      at = skip(text, at + 1);
    }
    const end = value(text, at);
    if (end < 0) return end;
    at = skip(text, end);
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') return ~at;
    at = skip(text, at + 1);
  }
}

const skip = (text: string, at: number): number => match(SPACE, text, at);

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
