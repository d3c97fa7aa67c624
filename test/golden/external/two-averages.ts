import { type Bars, ema } from '../../../engine/index.ts';

/** What an example strategy of two averages does at a bar: `buys` or sells, and before that closes what is held the other way. */
export interface Crossing {
  /** What counts as held: there that of all strategies. */
  readonly held: () => number;
  readonly open: (side: 'buy' | 'sell') => unknown;
  readonly close: () => unknown;
}

/** Bars without a move are passed over; averages begin with the first close, and count from the slow one's period on. */
export function crosses(asset: Bars, fast: number, slow: number, { held, open, close }: Crossing): () => void {
  const [quick, late] = [ema(asset.close, fast, { seed: 'first' }), ema(asset.close, slow, { seed: 'first' })];
  let bars = 0;
  return () => {
    bars++;
    const isFlat = asset.high.value === asset.low.value && asset.open.value === asset.close.value && asset.open.value === asset.high.value;
    if (bars < slow || isFlat) return;
    const side = quick.value >= late.value ? 'buy' : 'sell';
    const sign = side === 'buy' ? 1 : -1;
    const now = held() * sign;
    if (now > 0) return;
    if (now < 0) close();
    open(side);
  };
}
