import { ConfigError } from '../model/errors.ts';

/** A piece of an expression. */
export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end';
  /** A name without its backquotes, a text without its quotes. */
  readonly text: string;
  /** Where it begins, from 0. */
  readonly at: number;
}

const PIECES =
  /\s+|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}_$][\p{L}\d_$]*(?:\.[\p{L}_$][\p{L}\d_$]*)*)|`(?<quoted>[^`]+)`|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<sign><=|>=|==|!=|<>|&&|\|\||[-+*/%()<>=!,])/uy;

/** Nobody reads more; a reader that descends could not. */
const LONGEST = 400;

/** Cuts an expression into its pieces, the last of them the end. Throws a ConfigError for what is none. */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > LONGEST) throw new ConfigError(`Expected a formula of at most ${LONGEST} characters, but it was "${text.length}"`);
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    PIECES.lastIndex = at;
    const match = PIECES.exec(text);
    if (match === null)
      throw new ConfigError(`Expected numbers, names, comparisons, + - * / %, and, or, not in "${text}", but it was "${text.slice(at)}"`);
    const { number, name, quoted, double, single, sign } = match.groups!;
    const called = name ?? quoted;
    const said = double ?? single;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (called !== undefined) tokens.push({ kind: 'name', text: called, at });
    else if (said !== undefined) tokens.push({ kind: 'text', text: said, at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    at = PIECES.lastIndex;
  }
  return [...tokens, { kind: 'end', text: 'its end', at }];
}
