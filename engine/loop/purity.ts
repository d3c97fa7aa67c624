/** What would make a run depend on when and where it runs. */
const IMPURE = [
  [Math, 'random', 'use ctx.random(), which is seeded'],
  [Date, 'now', 'use ctx.now, the time of the event'],
] as const;

/**
 * Runs synchronous code in which the wall clock and unseeded chance throw, and puts them back afterwards.
 * `Date` with arguments still works: a given time is data.
 */
export function purely<T>(run: () => T): T {
  const RealDate = globalThis.Date;
  const saved = IMPURE.map(([owner, name]) => Reflect.get(owner, name));
  for (const [owner, name, advice] of IMPURE) {
    Reflect.set(owner, name, () => {
      throw new Error(`Expected no ${owner === Math ? 'Math' : 'Date'}.${name}() in a strategy: ${advice}`);
    });
  }
  globalThis.Date = timelessDate(RealDate);
  try {
    return run();
  } finally {
    globalThis.Date = RealDate;
    IMPURE.forEach(([owner, name], k) => {
      Reflect.set(owner, name, saved[k]);
    });
  }
}

/** `Date` that refuses to be made without a time. */
function timelessDate(RealDate: DateConstructor): DateConstructor {
  return new Proxy(RealDate, {
    construct(target, args, newTarget) {
      if (args.length === 0) throw new Error('Expected no wall clock in a strategy: use ctx.now, the time of the event');
      return Reflect.construct(target, args, newTarget);
    },
    apply() {
      throw new Error('Expected no wall clock in a strategy: use ctx.now, the time of the event');
    },
  });
}
