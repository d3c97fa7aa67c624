import type { CommissionReport, Contract, Execution } from '@stoqey/ib';
import { DataError } from '../../../../model/errors.ts';
import { type Millis, millis } from '../../../../model/time.ts';
import type { VenueFill } from '../../../broker.ts';
import { given } from './number.ts';
import { sideOf } from './order-in.ts';
import { timeOf } from './time.ts';

/** An execution before its commission is known. */
export interface ToldExecution {
  readonly contract: Contract;
  readonly execution: Execution;
}

/** Which instrument was dealt, what its fee is in where nothing else is said, and when this was told. */
export interface Dealt {
  readonly instrument: string;
  readonly currency: string;
  readonly now: Millis;
}

/** The name of an execution without the number of its correction, which is behind the last full stop (TWS API, "Executions"). */
export function nameOf({ execId = '' }: Execution): { readonly name: string; readonly revision: number } {
  const at = execId.lastIndexOf('.');
  if (at < 0) throw new DataError(`Expected the name of an execution, but it was "${execId}"`);
  return { name: execId.slice(0, at), revision: Number(execId.slice(at + 1)) };
}

/** Within the second of its time an execution happened at the end of it, as it never happened before it was asked for. */
const FRACTION = 999;

/** An execution as the engine knows fills, told at `now`; without a report its fee is 0. Throws a DataError. */
export function fillOf({ execution }: ToldExecution, { instrument, currency, now }: Dealt, report?: CommissionReport): VenueFill {
  const { orderRef = '', permId, side, shares, price, time = '', lastLiquidity } = execution;
  return {
    execId: nameOf(execution).name,
    id: 0,
    clientId: orderRef,
    venueId: String(permId ?? 0),
    instrument,
    side: sideOf(side),
    qty: given(shares, 'shares'),
    price: given(price, 'price'),
    fee: report === undefined ? 0 : given(report.commission, 'commission'),
    feeCurrency: report?.currency ?? currency,
    // 1 added liquidity, 2 took it, 3 was routed to who did one of the two.
    liquidity: Number(lastLiquidity) === 1 ? 'maker' : 'taker',
    ts: millis(Math.min(now, timeOf(time) + FRACTION)),
  };
}
