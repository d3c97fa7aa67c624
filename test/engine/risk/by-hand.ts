import { Blotter } from '../../../engine/broker/blotter.ts';
import type { Broker, BrokerEvent, OrderEvent } from '../../../engine/broker/broker.ts';
import { plainFee } from '../../../engine/broker/sim/fees/plain-fee.ts';
import { PESSIMISTIC } from '../../../engine/broker/sim/rules.ts';
import { SimBroker } from '../../../engine/broker/sim/sim-broker.ts';
import { slippageModel } from '../../../engine/broker/sim/slippage.ts';
import { Single } from '../../../engine/feed/single.ts';
import { assignMarkets } from '../../../engine/loop/markets.ts';
import type { HumanOrder, Input } from '../../../engine/loop/order-of-events.ts';
import { Session } from '../../../engine/loop/session.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import type { BarSeries } from '../../../engine/model/series.ts';
import { DAY, millis } from '../../../engine/model/time.ts';
import { Portfolio } from '../../../engine/portfolio/portfolio.ts';
import { Context } from '../../../engine/strategy/context.ts';
import type { Handlers } from '../../../engine/strategy/define.ts';
import { Host } from '../../../engine/strategy/host.ts';
import { MONDAY } from '../world.ts';

type Setup = (ctx: Context<{ asset: BarSeries }>) => Handlers;

function sessionOf(asset: BarSeries, strategies: number) {
  asset.instrument = 0;
  const instruments = [instrumentOf('A')];
  const markets = assignMarkets([asset], instruments);
  asset.paces = true;
  const capital = Array.from({ length: strategies }, () => Number.NaN);
  const portfolio = new Portfolio({ cash: 1_000, type: 'margin', leverage: 1, currency: 'USD' }, instruments, markets, markets, capital);
  const session = new Session({ instruments, portfolio, blotter: new Blotter(), random: () => 0.5, plot() {}, resample: () => asset });
  return { session, instruments, markets, portfolio };
}

const connect = (session: Session, broker: Broker) => session.connect(broker, { sizer: () => 1, sizeAt: 'signal', checks: [] });

/**
 * A session that goes on where a strategy throws, as a live driver does. `refused` is what the first strategy was told; `inputs` are
 * heard at their times.
 */
export function byHand(
  asset: BarSeries,
  setups: readonly Setup[],
  inputs: readonly Input[] = [],
): { readonly session: Session; readonly refused: readonly string[] } {
  const { session, instruments, markets, portfolio } = sessionOf(asset, setups.length);
  const fee = plainFee({ model: 'none' });
  const sim = new SimBroker(instruments, markets, portfolio, {
    ...PESSIMISTIC,
    fee,
    slippage: slippageModel({ model: 'none' }),
    size: () => 1,
  });
  connect(session, sim);
  const refused: string[] = [];
  const hosts = setups.map((setup, s) => {
    const own = setup(new Context({ asset }, session.desk, s));
    const onOrder = (event: OrderEvent): void => void (s === 0 && event.kind === 'rejected' && refused.push(event.reason));
    return new Host(`s${s + 1}`, { ...own, onOrder }, Uint8Array.of(1));
  });
  session.host(hosts);
  const single = new Single(asset, sim.waiting);
  session.onAlarm = (ts) => {
    single.alarm = ts;
  };
  while (single.next()) {
    try {
      session.step(
        single,
        inputs.filter((input) => !single.isOpen && input.kind === 'human' && input.ts === single.ts),
      );
    } catch (error) {
      const thrown = hosts.findIndex(({ handler }) => handler !== '');
      hosts[thrown]!.rests();
      session.fault(thrown, (error as Error).message);
    }
  }
  return { session, refused };
}

type Told =
  | { readonly kind: 'accepted'; readonly id: number }
  | { readonly kind: 'canceled'; readonly id: number; readonly reason: 'user' }
  | { readonly kind: 'filled'; readonly id: number; readonly qty: number; readonly price: number };

/** A session whose venue says what a test says: `sent` is what it was sent, `step` a bar, with what a person says before it. */
byHand.venue = (asset: BarSeries, setup: Setup) => {
  const { session } = sessionOf(asset, 1);
  const sent: string[] = [];
  const supports = { types: new Set(['market', 'limit'] as const), tifs: new Set(['gtc'] as const), contingent: 'native' } as const;
  connect(session, { name: 'venue', supports, send: ({ kind, id }) => void sent.push(`${kind} ${id}`), poll: () => undefined });
  session.host([new Host('by hand', setup(new Context({ asset }, session.desk, 0)), Uint8Array.of(1))]);
  let ts = MONDAY as number;
  const step = (order?: HumanOrder): void => {
    ts += DAY;
    const inputs: readonly Input[] = order === undefined ? [] : [{ kind: 'human', ts: millis(ts), seq: 0, order }];
    session.step({ ts, isOpen: false, moment: 'close', moved: [asset], count: 1, more: false }, inputs);
  };
  const tell = (told: Told): void => {
    const now = millis(ts);
    const order = session.blotter.state(told.id);
    const rest = {
      slippage: 0,
      fee: 0,
      liquidity: 'taker',
      certainty: 'exact',
      otherPrice: undefined,
      otherExit: undefined,
      tag: undefined,
    } as const;
    const event: BrokerEvent =
      told.kind === 'filled'
        ? {
            ...{ kind: 'filled', ts: now, id: told.id, leavesQty: 0 },
            fill: {
              ...rest,
              ts: now,
              barTs: now,
              orderId: told.id,
              instrument: 0,
              strategy: 0,
              side: order.side,
              qty: told.qty,
              price: told.price,
            },
          }
        : { ...told, ts: now };
    session.step({ ts, isOpen: false, moment: 'close', moved: [], count: 0, more: false }, [{ kind: 'broker', ts: now, seq: 0, event }]);
  };
  return { session, sent, step, tell };
};
