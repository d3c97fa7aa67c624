import type { VenueFault } from '../../../engine/broker/live/venue.ts';
import { Refusal } from './signature.ts';

/** What the exchange says no to, as Kraken puts it. */
const WORDS: Readonly<Record<string, string>> = {
  'the quantity is not above zero': 'EGeneral:Invalid arguments:volume',
  'there is nothing to reduce': 'EOrder:Reduce only:No position exists',
  'there is no market': 'EService:Market in cancel_only mode',
  'the order is too small': 'EOrder:Order minimum not met',
  'the margin is insufficient': 'EOrder:Insufficient funds',
  'the quantity is filled already': 'EOrder:Invalid amount',
  'not now': 'EService:Market in post_only mode',
};

const KINDS: Readonly<Partial<Record<VenueFault['kind'], string>>> = {
  duplicate: 'EOrder:cl_ord_id already in use',
  'not-found': 'EOrder:Unknown order',
  clock: 'EAPI:Invalid nonce',
  busy: 'EAPI:Rate limit exceeded',
};

/** A fault in Kraken's words. */
export const saidOf = (fault: VenueFault): string =>
  fault instanceof Refusal ? fault.message : (KINDS[fault.kind] ?? WORDS[fault.message] ?? `EOrder:${fault.message}`);
