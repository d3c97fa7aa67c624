import { z } from 'zod';

/*
 * The vocabulary of a run file. The message of every schema is what it accepts, as it reads after "to be";
 * `explain` makes the sentence. That is why the messages here are no sentences.
 */

/** So many keys are named where something else than an object is given. */
const FEW_KEYS = 6;

/** An object of exactly these keys; any other is refused by name. */
export const section = <S extends z.ZodRawShape>(shape: S) => {
  const keys = Object.keys(shape).join(', ');
  const object = Object.keys(shape).length > FEW_KEYS ? 'an object' : `an object with ${keys}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : object) });
};

/** One of several shapes, told apart by their `model`. */
export const byModel = <const T extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]>(
  models: string,
  shapes: T,
) =>
  z.discriminatedUnion('model', shapes, {
    error: (issue) => (issue.code === 'invalid_union' ? `one of ${models}` : 'an object with a "model"'),
  });

/** A text that is not empty. */
export const word = (accepts: string) => z.string(accepts).min(1, accepts);

/** One of the given words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) => z.enum(words, `one of ${words.join(', ')}`);

/** Any finite number. */
export const anyNumber = z.number('a number');

/** A finite number above 0. */
export const positive = z.number('a number above 0').positive('a number above 0');

/** A finite number, 0 or above. */
export const notNegative = z.number('a number, 0 or above').nonnegative('a number, 0 or above');

/** A fraction above 0, at most 1. */
export const share = z
  .number('a fraction above 0, at most 1')
  .positive('a fraction above 0, at most 1')
  .max(1, 'a fraction above 0, at most 1');

/** A whole number of bars, 1 or more. */
export const bars = z.int('a whole number of bars, 1 or more').min(1, 'a whole number of bars, 1 or more');

/** The only value this version can serve of a field of the contract, with the reason. */
export const only = <const T extends string | number>(value: T, reason: string) =>
  z.literal(value, `${value}: ${reason}`).default(value as z.core.util.NoUndefined<T>);

/** Chooses a schema by looking at the value, so that a message speaks of the shape that was meant. */
export const chosen = <T>(choose: (raw: unknown) => z.ZodType<T>) =>
  z.unknown().transform((raw, context): T => {
    const result = choose(raw).safeParse(raw);
    if (result.success) return result.data;
    // What is pushed is an issue of the inner schema, whose path begins here.
    for (const issue of result.error.issues) context.issues.push({ ...issue, input: raw } as z.core.$ZodRawIssue);
    return z.NEVER;
  });
