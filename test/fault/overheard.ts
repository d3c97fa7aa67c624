import type { BrokerEvent, LiveBroker } from '../../engine/broker/broker.ts';
import type { OrderId } from '../../engine/model/order.ts';

/** Hears what a broker says at the moment it does, before the session has its turn: which outcomes are unknown by its own word. */
export class Overheard {
  readonly unknown = new Set<OrderId>();
  /** Those of the life before of which it has said nothing: of them the session knows as much. */
  readonly recalled = new Set<OrderId>();
  readonly #events: BrokerEvent[] = [];

  constructor(broker: LiveBroker) {
    const [poll, connect] = [broker.poll.bind(broker), broker.connect.bind(broker)];
    const drain = (): void => {
      for (let event = poll(); event !== undefined; event = poll()) {
        if (event.kind === 'unknown-outcome') this.unknown.add(event.id);
        else this.unknown.delete(event.id);
        this.recalled.delete(event.id);
        this.#events.push(event);
      }
    };
    broker.poll = () => {
      drain();
      return this.#events.shift();
    };
    broker.connect = (wake, signal, since) => {
      const up = (): void => {
        drain();
        wake();
      };
      return connect(up, signal, since);
    };
  }
}
