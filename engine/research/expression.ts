import { ConfigError } from '../model/errors.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Value } from './dimension.ts';
import { FUNCTIONS } from './functions.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What a part of an expression comes to; a list of words and numbers together may be either. */
export type Kind = 'number' | 'boolean' | 'text' | 'any';

/** The values of names. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** A formula or a condition, ready to be worked out. */
export interface Expression {
  readonly kind: Kind;
  /** The names it speaks of, each once. */
  readonly names: readonly string[];
  read(values: Values): Value;
}

interface Part {
  readonly kind: Kind;
  readonly read: (values: Values) => Value;
}

/**
 * Reads an expression: numbers, texts in quotes, names (in backquotes where they hold a sign), `+ - * / %`, comparisons
 * which may be chained (`0 < fast < slow`), `and or not` (`&& || !`), `abs sqrt log exp floor ceil round min max` and
 * `if(condition, a, b)`. `scope` gives the kind of each name. Nothing else can be said, so it is safe to read one of a stranger.
 * What has no result, such as a division by zero, comes to NaN. Throws a ConfigError that shows the expression and where it breaks.
 */
export function expressionOf(text: string, scope: Readonly<Record<string, Kind>>): Expression {
  const reading = new Reading(text, scope);
  const { kind, read } = reading.whole();
  return { kind, read, names: [...reading.names] };
}

type Compare = (a: Value, b: Value) => boolean;

const ORDER: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const EQUAL: Readonly<Record<string, Compare>> = {
  '==': (a, b) => a === b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<>': (a, b) => a !== b,
};
const PRODUCTS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};
const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

/** A reader that descends: each method reads what binds tighter than the one before. */
class Reading {
  readonly names = new Set<string>();
  readonly #text: string;
  readonly #scope: Readonly<Record<string, Kind>>;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, scope: Readonly<Record<string, Kind>>) {
    this.#text = text;
    this.#scope = scope;
    this.#tokens = tokensOf(text);
  }

  whole(): Part {
    const part = this.#or();
    if (this.#token.kind !== 'end') throw this.#refuse('an operator');
    return part;
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  /** Steps over one of some words and signs; undefined where another stands there. */
  #taken(...words: readonly string[]): string | undefined {
    const { kind, text } = this.#token;
    if (kind === 'end' || kind === 'text' || kind === 'number' || !words.includes(text)) return undefined;
    this.#next++;
    return text;
  }

  #or(): Part {
    let left = this.#and();
    while (this.#taken('or', '||') !== undefined) {
      const [a, b] = [this.#as('boolean', left), this.#as('boolean', this.#and())];
      left = { kind: 'boolean', read: (values) => a(values) === true || b(values) === true };
    }
    return left;
  }

  #and(): Part {
    let left = this.#not();
    while (this.#taken('and', '&&') !== undefined) {
      const [a, b] = [this.#as('boolean', left), this.#as('boolean', this.#not())];
      left = { kind: 'boolean', read: (values) => a(values) === true && b(values) === true };
    }
    return left;
  }

  #not(): Part {
    if (this.#taken('not', '!') === undefined) return this.#comparison();
    const of = this.#as('boolean', this.#not());
    return { kind: 'boolean', read: (values) => of(values) !== true };
  }

  #comparison(): Part {
    let left = this.#sum();
    const tests: ((values: Values) => boolean)[] = [];
    for (;;) {
      const sign = this.#taken('<', '<=', '>', '>=', '==', '=', '!=', '<>');
      if (sign === undefined) break;
      const right = this.#sum();
      tests.push(this.#test(sign, left, right));
      left = right;
    }
    if (tests.length === 0) return left;
    return { kind: 'boolean', read: (values) => tests.every((test) => test(values)) };
  }

  #test(sign: string, left: Part, right: Part): (values: Values) => boolean {
    const equal = EQUAL[sign];
    if (equal !== undefined) {
      if (left.kind !== right.kind && left.kind !== 'any' && right.kind !== 'any')
        throw this.#refuse(`two of a kind beside "${sign}"`, `a ${left.kind} and a ${right.kind}`);
      return (values) => equal(left.read(values), right.read(values));
    }
    const [a, b, order] = [this.#as('number', left), this.#as('number', right), ORDER[sign]!];
    return (values) => order(a(values), b(values));
  }

  #sum(): Part {
    let left = this.#product();
    for (;;) {
      const sign = this.#taken('+', '-');
      if (sign === undefined) return left;
      const [a, b] = [this.#as('number', left), this.#as('number', this.#product())];
      left = { kind: 'number', read: sign === '+' ? (values) => finite(a(values) + b(values)) : (values) => finite(a(values) - b(values)) };
    }
  }

  #product(): Part {
    let left = this.#signed();
    for (;;) {
      const sign = this.#taken('*', '/', '%');
      if (sign === undefined) return left;
      const [a, b, of] = [this.#as('number', left), this.#as('number', this.#signed()), PRODUCTS[sign]!];
      left = { kind: 'number', read: (values) => finite(of(a(values), b(values))) };
    }
  }

  #signed(): Part {
    const sign = this.#taken('-', '+');
    if (sign === undefined) return this.#single();
    const of = this.#as('number', this.#signed());
    return sign === '+' ? { kind: 'number', read: of } : { kind: 'number', read: (values) => -of(values) };
  }

  #single(): Part {
    const { kind, text } = this.#token;
    if (this.#taken('(') !== undefined) {
      const part = this.#or();
      this.#need(')');
      return part;
    }
    if (kind === 'sign' || kind === 'end' || WORDS.has(text)) throw this.#refuse('a number or a name');
    this.#next++;
    if (kind === 'number') return constant('number', Number(text));
    if (kind === 'text') return constant('text', text);
    if (this.#taken('(') !== undefined) return this.#call(text);
    if (text === 'true' || text === 'false') return constant('boolean', text === 'true');
    return this.#name(text);
  }

  #name(name: string): Part {
    const kind = Object.hasOwn(this.#scope, name) ? this.#scope[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(this.#scope);
      const offered = known.length > 12 ? 'a name that is known' : `one of ${known.join(', ')}`;
      throw new ConfigError(`Expected ${offered} in "${this.#text}", but it was "${name}"${didYouMean(name, known)}`);
    }
    this.names.add(name);
    return { kind, read: (values) => values[name] ?? Number.NaN };
  }

  #call(name: string): Part {
    const parts: Part[] = [];
    if (this.#taken(')') === undefined) {
      do parts.push(this.#or());
      while (this.#taken(',') !== undefined);
      this.#need(')');
    }
    if (name === 'if') return this.#choice(parts);
    const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    const known = ['if', ...Object.keys(FUNCTIONS)];
    if (called === undefined) throw this.#refuse(`one of ${known.join(', ')} before "("`, `${name}"${didYouMean(name, known)}`, '');
    const { takes, of } = called;
    if (takes === 'any' ? parts.length === 0 : parts.length !== takes)
      throw this.#refuse(`${name}() to take ${takes === 'any' ? 'one value or more' : 'one value'}`, `${parts.length} values`);
    const read = parts.map((part) => this.#as('number', part));
    return { kind: 'number', read: (values) => finite(of(...read.map((one) => one(values)))) };
  }

  #choice(parts: readonly Part[]): Part {
    const [test, yes, no] = parts;
    if (test === undefined || yes === undefined || no === undefined || parts.length > 3)
      throw this.#refuse('if(condition, a, b)', `${parts.length} values`);
    const [condition, a, b] = [this.#as('boolean', test), this.#as('number', yes), this.#as('number', no)];
    return { kind: 'number', read: (values) => (condition(values) === true ? a(values) : b(values)) };
  }

  #need(sign: string): void {
    if (this.#taken(sign) === undefined) throw this.#refuse(`"${sign}"`);
  }

  /** A part as what it has to be. What may be of any kind is looked at when it is known. */
  #as(kind: 'number', part: Part): (values: Values) => number;
  #as(kind: 'boolean', part: Part): (values: Values) => Value;
  #as(kind: 'number' | 'boolean', part: Part): (values: Values) => Value {
    if (part.kind === kind) return part.read;
    if (part.kind !== 'any') throw this.#refuse(`a ${kind}`, `a ${part.kind}`);
    return (values) => {
      const value = part.read(values);
      return typeof value === kind ? value : Number.NaN;
    };
  }

  #refuse(expected: string, given?: string, close = '"'): ConfigError {
    const { text, at } = this.#token;
    return new ConfigError(
      given === undefined
        ? `Expected ${expected} at "${this.#text.slice(0, at)}~" of "${this.#text}", but it was "${text}"`
        : `Expected ${expected} in "${this.#text}", but it was "${given}${close}`,
    );
  }
}

const WORDS = new Set(['and', 'or', 'not']);

const constant = (kind: Kind, value: Value): Part => ({ kind, read: () => value });
