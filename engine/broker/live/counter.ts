import type { RejectReason } from '../../model/order.ts';
import type { Wall } from '../../model/wall.ts';
import type { ClientIds } from './client-ids.ts';
import type { Conversation } from './conversation.ts';
import type { Hearing } from './hearing.ts';
import type { Lanes } from './lanes.ts';
import type { Note, VenueBrokerOptions } from './options.ts';
import type { Venue } from './venue.ts';

/** Our side of the counter: what the conversation about one order asks of the broker. */
export interface Counter {
  readonly venue: Venue;
  readonly wall: Wall;
  readonly lanes: Lanes;
  readonly ids: ClientIds;
  readonly options: VenueBrokerOptions;
  /** Where all that the venue says goes, also what was asked for. */
  readonly hearing: Hearing;
  /** Why an order, or a change that adds to it, must not leave now. */
  refusalOf(about: Conversation, addsExposure: boolean): RejectReason | undefined;
  note(what: Note['what'], text: string): void;
  /** The keys are refused: nothing will be better later. */
  stop(why: string): void;
  /** The venue finds our time off: asks it for its own. */
  checkClock(): void;
  /** An order is over, and nothing of it is in doubt. */
  ended(about: Conversation): void;
  /** Something has become known of an order. */
  followed(): void;
  /** One that was over is open at the venue. */
  revived(about: Conversation): void;
}
