/** A seeded sequence of numbers in [0, 1), and where it stands. */
export interface SeededRandom {
  (): number;
  /** 32 bits, signed. */
  save(): number;
  restore(state: number): void;
}

/** Mulberry32: a 32-bit seeded sequence of numbers in [0, 1), the same on every machine. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return Object.assign(next, {
    save: () => state,
    restore(saved: number) {
      state = saved;
    },
  });
}
