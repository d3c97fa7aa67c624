import type { Blotter } from '../broker/blotter.ts';
import type { Intent } from './router.ts';

/** What becomes of an intent when a strategy has thrown: its own are refused, its changes of orders forgotten. */
export function discard(intent: Intent, strategy: number, blotter: Blotter): Intent {
  switch (intent.kind) {
    case 'submit':
      return intent.order.strategy === strategy ? { kind: 'discard', submit: intent } : intent;
    case 'cancel':
    case 'replace':
      return blotter.request(intent.id)?.strategy === strategy ? NOTHING : intent;
    default:
      return intent;
  }
}

/** No order has this id. */
const NOTHING: Intent = { kind: 'cancel', id: 0 };
