/**
 * What is made of a column, kept for all that ask with the very same one: runs over the same data share their times. A column is told by
 * its memory, which must not change, and is forgotten with it.
 */
export function keptByMemory<T>(make: (column: Float64Array) => T): (column: Float64Array) => T {
  const kept = new WeakMap<ArrayBufferLike, { readonly offset: number; readonly length: number; readonly made: T }>();
  return (column) => {
    const { buffer, byteOffset: offset, length } = column;
    const known = kept.get(buffer);
    if (known !== undefined && known.offset === offset && known.length === length) return known.made;
    const made = make(column);
    kept.set(buffer, { offset, length, made });
    return made;
  };
}
