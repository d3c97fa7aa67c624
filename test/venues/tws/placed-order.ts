import type { OrderRequest, OrderType, TimeInForce } from '../../../engine/model/order.ts';
import { orderOf } from '../hostile/orders.ts';
import { EMPTY } from './layouts.ts';
import type { Listed } from './listed.ts';
import { Refusal } from './refusal.ts';
import { momentOf } from './times.ts';

/** A request for an order, by the names of its fields. */
export type Placed = Readonly<Record<string, string>>;

/** Order types that the fake carries out. */
const TYPES: Readonly<Record<string, OrderType>> = {
  MKT: 'market',
  LMT: 'limit',
  STP: 'stop',
  'STP LMT': 'stop-limit',
  MIT: 'market-if-touched',
  LIT: 'limit-if-touched',
  TRAIL: 'stop',
  MOC: 'limit',
  LOC: 'limit',
};

/** Types that name a limit, and those that name a trigger. */
const LIMITS = new Set(['LMT', 'STP LMT', 'LIT', 'LOC']);
const TRIGGERS = new Set(['STP', 'STP LMT', 'MIT', 'LIT']);

const TIFS: Readonly<Record<string, TimeInForce>> = { DAY: 'day', GTC: 'gtc', GTD: 'gtd', IOC: 'ioc', FOK: 'fok', OPG: 'gtc', '': 'day' };

const NUMBER = /^\d+(\.\d+)?$/;

/** Whether an order is to be executed in an auction, of which the exchange of this fake has none: it waits for ever. */
export const isForAuction = ({ orderType, tif }: Placed): boolean => orderType === 'MOC' || orderType === 'LOC' || tif === 'OPG';

/** What the exchange is asked for. `trail` is where a trailing stop begins. Throws a Refusal for what TWS would not take. */
export function requestOf(placed: Placed, listed: Listed, now: number, trail: number): OrderRequest {
  const { orderType = '', tif = '', action, totalQuantity = '', goodTillDate = '', displaySize = '' } = placed;
  const odd = EMPTY.find((name) => !['', '0', '0.0', undefined].includes(placed[name]));
  if (odd !== undefined) throw new Refusal(321, `Error validating request.-'bT' : cause - ${odd} is not for this fake`);
  const type = TYPES[orderType];
  if (type === undefined) throw new Refusal(387, 'Unsupported order type for this exchange and security type.');
  if (TIFS[tif] === undefined) throw new Refusal(321, `Error validating request.-'bT' : cause - Invalid time-in-force: ${tif}`);
  if (action !== 'BUY' && action !== 'SELL')
    throw new Refusal(321, "Error validating request.-'bT' : cause - The action has to be BUY or SELL");
  if (totalQuantity === '0') throw new Refusal(434, 'The order size cannot be zero.');
  const expiresAt = tif === 'GTD' ? momentOf(goodTillDate) : undefined;
  if (expiresAt !== undefined && !(expiresAt > now))
    throw new Refusal(201, 'Order rejected - reason:The GTD time is in the past or no time');
  const auction = isForAuction(placed);
  const far = action === 'BUY' ? listed.instrument.tickSize : 1_000_000 * listed.instrument.tickSize;
  return orderOf({
    instrument: listed.index,
    side: action === 'BUY' ? 'buy' : 'sell',
    type: auction ? 'limit' : type,
    qty: quantityOf(totalQuantity, listed),
    price: auction ? far : LIMITS.has(orderType) ? priceOf(placed, 'lmtPrice', listed) : undefined,
    trigger: orderType === 'TRAIL' ? trail : TRIGGERS.has(orderType) ? priceOf(placed, 'auxPrice', listed) : undefined,
    tif: TIFS[tif]!,
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt as NonNullable<OrderRequest['expiresAt']> }),
    ...(displaySize === '' || displaySize === '0' ? {} : { display: Number(displaySize) }),
  });
}

/** How far a trailing stop lies behind the market. Throws a Refusal where that is not said in one way. */
export function distanceOf({ auxPrice = '', trailingPercent = '' }: Placed, price: number): number {
  const [amount, percent] = [Number(auxPrice), Number(trailingPercent)];
  if (amount > 0 === percent > 0)
    throw new Refusal(321, "Error validating request.-'bT' : cause - Trailing amount or percent, one of them");
  return amount > 0 ? amount : (price * percent) / 100;
}

function priceOf(placed: Placed, name: string, { instrument }: Listed): number {
  const text = placed[name] ?? '';
  const value = Number(text);
  if (!NUMBER.test(text) || !(value > 0)) throw new Refusal(321, `Error validating request.-'bT' : cause - Invalid ${name}: "${text}"`);
  if (!isOn(instrument.ticks, value))
    throw new Refusal(110, 'The price does not conform to the minimum price variation for this contract.');
  return value;
}

function quantityOf(text: string, { instrument }: Listed): number {
  const value = Number(text);
  if (!NUMBER.test(text) || !(value > 0)) throw new Refusal(321, `Error validating request.-'bT' : cause - Invalid quantity: "${text}"`);
  if (!isOn(instrument.steps, value))
    throw new Refusal(
      10243,
      'Fractional-sized order cannot be placed via API. Please use desktop version to place fractional-sized order.',
    );
  return value;
}

const isOn = ({ num, den }: Listed['instrument']['ticks'], value: number): boolean => {
  const steps = (value * den) / num;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
};
