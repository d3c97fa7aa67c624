import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';

/** A broker that does not wait long, so that more happens in a short time. */
export const HASTY: Partial<VenueBrokerOptions> = {
  ...{ deadline: 3_000, inquiries: [100, 300, 1_000], notFoundTries: 4, notFoundHorizon: 8_000, silence: 500, fillGrace: 300 },
  ...{ fillHorizon: 3_000, firstWait: 200, longestWait: 3_000, connectTries: 30, staleAfter: 4_000, clockEvery: 10_000, overlap: 20_000 },
};
