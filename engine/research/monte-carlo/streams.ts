/** Each kind of simulation draws numbers of its own, so that one more of one kind changes none of another. */
export const STREAM = { blocks: 1, trades: 2, entries: 3 } as const;
