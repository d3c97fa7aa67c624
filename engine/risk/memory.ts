import type { RiskState } from '../model/trading-state.ts';
import type { Breaker, Memory } from './breakers/breaker.ts';

/** What breakers remember, by name, as far as it is known; `strategies` are ids. */
export const memoryOf = (breakers: readonly Breaker[], strategies: readonly string[]): RiskState['memory'] =>
  Object.fromEntries(
    breakers
      .map((breaker) => [keyOf(breaker, strategies), known(breaker.measure.memory())] as const)
      .filter(([, numbers]) => Object.keys(numbers).length > 0),
  );

/** Lets breakers remember what others of their names did. */
export function recall(memory: RiskState['memory'], breakers: readonly Breaker[], strategies: readonly string[]): void {
  for (const breaker of breakers) {
    const numbers = memory[keyOf(breaker, strategies)];
    if (numbers !== undefined) breaker.measure.recall(numbers);
  }
}

const known = (numbers: Memory): Memory => Object.fromEntries(Object.entries(numbers).filter(([, number]) => !Number.isNaN(number)));

const keyOf = ({ name, strategy }: Breaker, strategies: readonly string[]): string =>
  strategy === -1 ? name : `${name}/${strategies[strategy]}`;
