// V8 takes an empty array literal for one of small integers until something else is put into it, and grows it from nothing. Code that was
// optimised during one run has only seen what the array became, and is thrown away when the next run begins with its own: most of the path of an order was.
// These arrays are what they are to become from the outset. Each is made by a literal of its own: what one becomes, V8 remembers for the next of that place.

const ANYTHING: unknown = {};

/** An empty array for objects. */
export function emptyList<T>(): T[] {
  const list = [ANYTHING as T];
  list.length = 0;
  return list;
}

/** The same for objects at places of their own, between which others stay empty. */
export function sparseList<T>(): T[] {
  const list = [ANYTHING as T];
  list.length = 2;
  list.length = 0;
  return list;
}

/** Room for objects that are counted by whoever keeps them there; it grows when it is full. */
export const room = <T>(places = 16): T[] => Array.from({ length: places });

/**
 * What a field for numbers holds until it is given some. A field that is declared and no more holds `undefined` at first, and of one that
 * ever held another kind of thing V8 asks on every use what it holds now.
 */
export const NO_NUMBERS: Float64Array = new Float64Array(0);
