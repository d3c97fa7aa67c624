import type { OrderRequest } from '../../model/order.ts';
import type { VenueCapabilities } from './venue.ts';

/** Why a venue cannot hold an order, in words; undefined where it can. `emulates`: consent to exits that we hold was given. */
export function unsupportedBy(supports: VenueCapabilities, order: OrderRequest, emulates: boolean): string | undefined {
  if (!supports.types.has(order.type)) return `it has no order of type "${order.type}"`;
  if (!supports.tifs.has(order.tif)) return `it has no time in force "${order.tif}"`;
  if (order.postOnly && !supports.postOnly) return 'it has no post-only orders';
  if (order.display !== undefined && !supports.iceberg) return 'it has no orders that show only a part';
  if (isHeldByUs(supports, order) && !emulates)
    return 'it has no linked orders, and exits that we hold die with us: consent with "emulateExits" is needed';
  if (order.qty === undefined && order.parent === 0) return 'a quantity that is known only at the fill cannot be sent';
  return undefined;
}

/** Whether an order is linked to others and the venue knows nothing of it: it holds exits with their entry at most, never a group of entries. */
export const isHeldByUs = ({ contingent }: Pick<VenueCapabilities, 'contingent'>, { parent, group }: OrderRequest): boolean =>
  parent === 0 ? group !== 0 : contingent === 'emulated';
