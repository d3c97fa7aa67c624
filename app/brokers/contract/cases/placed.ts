import type { Trial } from '../trial.ts';

/** How often an order was sent. */
export const placed = (t: Trial, id: number): number =>
  t.line.sent.filter(({ errand, clientId }) => errand === 'place' && clientId === `${t.stage.tag}-${id}`).length;
