import type { OrderId } from '../../model/order.ts';
import type { Resting } from './resting.ts';

/** Ids of children by parent, and of members by group, in the order in which they came. */
export interface SavedLinks {
  readonly children: readonly (readonly [parent: OrderId, ids: readonly OrderId[]])[];
  readonly groups: readonly (readonly [key: string, ids: readonly OrderId[]])[];
}

/** What ties orders together: a parent releases its children, the members of a group share one quantity. */
export class Links {
  readonly #children = new Map<OrderId, Resting[]>();
  /** By strategy and group: each author counts for itself. */
  readonly #groups = new Map<string, Resting[]>();

  /** Whether any live order is linked to another. */
  get any(): boolean {
    return this.attached > 0 || this.#groups.size > 0;
  }

  /** How many live orders hang on a parent. */
  attached = 0;

  add(resting: Resting): void {
    const { parent, group } = resting.order;
    if (parent !== 0) {
      append(this.#children, parent, resting);
      this.attached++;
    }
    if (group !== 0) append(this.#groups, keyOf(resting), resting);
  }

  remove(resting: Resting): void {
    const { parent, group } = resting.order;
    if (parent !== 0 && drop(this.#children, parent, resting)) this.attached--;
    if (group !== 0) drop(this.#groups, keyOf(resting), resting);
  }

  childrenOf(id: OrderId): readonly Resting[] {
    return this.#children.get(id) ?? NONE;
  }

  /** The others of its group. */
  siblingsOf(resting: Resting): readonly Resting[] {
    if (resting.order.group === 0) return NONE;
    return this.#groups.get(keyOf(resting))?.filter((other) => other !== resting) ?? NONE;
  }

  /**
   * Parents whose exits protect one strategy's position in one instrument, youngest first.
   * A position is closed first in, first out, so when it shrinks the oldest lose their exits.
   */
  protected(strategy: number, instrument: number): readonly (readonly Resting[])[] {
    const found: (readonly Resting[])[] = [];
    for (const children of this.#children.values()) {
      const exits = children.filter(
        ({ dormant, order }) => !dormant && order.reduceOnly && order.strategy === strategy && order.instrument === instrument,
      );
      if (exits.length > 0) found.push(exits);
    }
    found.sort(([a], [b]) => a!.order.parent - b!.order.parent);
    return found.reverse();
  }

  save(): SavedLinks {
    const ids = (list: readonly Resting[]): OrderId[] => list.map(({ id }) => id);
    return {
      children: [...this.#children].map(([parent, list]) => [parent, ids(list)]),
      groups: [...this.#groups].map(([key, list]) => [key, ids(list)]),
    };
  }

  restore({ children, groups }: SavedLinks, of: (id: OrderId) => Resting): void {
    this.#children.clear();
    this.#groups.clear();
    for (const [parent, ids] of children) this.#children.set(parent, ids.map(of));
    for (const [key, ids] of groups) this.#groups.set(key, ids.map(of));
    this.attached = children.reduce((sum, [, ids]) => sum + ids.length, 0);
  }
}

const NONE: readonly Resting[] = [];

const keyOf = ({ order }: Resting): string => `${order.strategy}:${order.group}`;

function append<K>(map: Map<K, Resting[]>, key: K, resting: Resting): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [resting]);
  else list.push(resting);
}

function drop<K>(map: Map<K, Resting[]>, key: K, resting: Resting): boolean {
  const list = map.get(key);
  const at = list?.indexOf(resting) ?? -1;
  if (list === undefined || at < 0) return false;
  list.splice(at, 1);
  if (list.length === 0) map.delete(key);
  return true;
}
