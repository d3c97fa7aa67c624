import type { StopHow } from '../../engine/loop/trade-edge.ts';
import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';

/** What may be said to a running session. */
export type Word =
  | { readonly word: Plain }
  | { readonly word: 'cancel'; readonly order: number }
  | { readonly word: 'stop'; readonly how: StopHow };

const PLAIN = ['halt', 'reduce', 'resume', 'kill', 'release', 'cancel-all', 'close-all', 'epoch', 'show', 'tail'] as const;
type Plain = (typeof PLAIN)[number];

const HOWS = ['leave', 'cancel', 'flatten'] as const satisfies readonly StopHow[];

/** Every word, as help names them. */
export const WORDS = [...PLAIN, 'cancel', 'stop'] as const;

/** Reads a word and what belongs to it. Throws a ConfigError for what is none. */
export function readWord(word: unknown, more: unknown): Word {
  const plain = PLAIN.find((one) => one === word);
  if (plain !== undefined) return { word: plain };
  if (word === 'cancel') {
    const order = Number(more);
    if (!(Number.isSafeInteger(order) && order >= 1))
      throw new ConfigError(`Expected the number of an order after "cancel", but it was ${shown(more)}`);
    return { word, order };
  }
  if (word === 'stop') {
    const how = HOWS.find((one) => one === (more ?? 'leave'));
    if (how === undefined) throw new ConfigError(`Expected one of ${HOWS.join(', ')} after "stop", but it was ${shown(more)}`);
    return { word, how };
  }
  throw new ConfigError(`Expected one of ${WORDS.join(', ')}, but it was ${shown(word)}${didYouMean(String(word), WORDS)}`);
}

const shown = (value: unknown): string => (value === undefined || value === null ? 'missing' : `"${String(value)}"`);
