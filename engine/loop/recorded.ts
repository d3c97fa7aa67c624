import type { Broker, Command } from '../broker/broker.ts';

/** A broker of which every command is told as it is sent. */
export const recorded = (broker: Broker, record: (command: Command) => void): Broker => ({
  name: broker.name,
  supports: broker.supports,
  send(command) {
    record(command);
    broker.send(command);
  },
  poll: () => broker.poll(),
});
