type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array;

const TYPES = { Float64Array: 'f8', Uint32Array: 'u4', Uint16Array: 'u2', Uint8Array: 'u1' } as const;

/** A column as it stands in a page: its type and its bytes in base64. Shorter than its digits, and written and read at once. */
export function pack(values: Numbers): string {
  const type = TYPES[values.constructor.name as keyof typeof TYPES];
  return `${type}${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')}`;
}

/** Texts as the different ones there are, and the place of each among them: at most 65,536 different ones. */
export function packWords(texts: readonly string[]): { readonly words: readonly string[]; readonly place: string } {
  const places = new Map<string, number>();
  const place = new Uint16Array(texts.length);
  for (let k = 0; k < texts.length; k++) {
    const known = places.get(texts[k]!);
    place[k] = known ?? places.size;
    if (known === undefined) places.set(texts[k]!, places.size);
  }
  return { words: [...places.keys()], place: pack(place) };
}
