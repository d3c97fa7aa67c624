import type { FeeSpec } from '../../../../../engine/broker/sim/fees/fee-spec.ts';
import { feesOf } from '../../../../../engine/broker/sim/fees/fees-of.ts';
import type { Fill, Liquidity } from '../../../../../engine/model/fill.ts';
import { type Instrument, type InstrumentSpec, instrumentOf } from '../../../../../engine/model/instrument.ts';
import { millis } from '../../../../../engine/model/time.ts';
import { at } from '../../../world.ts';

/** One fill as a test writes it: a taker's buy by an order of its own, unless told otherwise. */
export interface Dealt {
  readonly qty: number;
  readonly price: number;
  readonly side?: 'buy' | 'sell';
  readonly liquidity?: Liquidity;
  readonly order?: number;
  readonly ts?: string;
  /** Whether more of the order is to come. */
  readonly open?: boolean;
}

/** Takes fills and charges them, one after another. */
export class Till {
  readonly instrument: Instrument;
  readonly #fees: ReturnType<typeof feesOf>;
  #orders = 1_000;

  constructor(spec: FeeSpec, instrument: InstrumentSpec = {}, rates: Readonly<Record<string, number>> = { USD: 1 }) {
    this.instrument = instrumentOf('A', instrument);
    this.#fees = feesOf(spec, {
      instruments: [this.instrument],
      rateOf: (currency) => (currency in rates ? () => rates[currency]! : undefined),
    });
  }

  /** What a fill would cost. */
  ask(dealt: Dealt): number {
    const { qty, price, liquidity, orderId, side, ts } = this.#fill(dealt);
    return this.#fees.fee(qty, price, this.instrument, liquidity, orderId, side === 'buy', ts);
  }

  /** Charges a fill, and remembers it. */
  take(dealt: Dealt): number {
    const fee = this.ask(dealt);
    this.#fees.filled?.({ ...this.#fill(dealt), fee }, this.instrument, dealt.open !== true);
    return fee;
  }

  #fill({ qty, price, side = 'buy', liquidity = 'taker', order, ts = '2026-01-05' }: Dealt): Fill {
    return {
      ...{ qty, price, side, liquidity, orderId: order ?? this.#orders++, ts: at(ts), barTs: millis(0) },
      ...{
        instrument: 0,
        strategy: 0,
        fee: 0,
        slippage: 0,
        certainty: 'exact',
        otherPrice: undefined,
        otherExit: undefined,
        tag: undefined,
      },
    };
  }
}
