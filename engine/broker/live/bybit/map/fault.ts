import { VenueFault } from '../../venue.ts';

/** What is asked: a read, a write that may be said twice (a cancel, a change), or an order, which may not. */
export type Asking = 'read' | 'repeatable' | 'order';

/** What is known of an answer beside its code. */
export interface AnswerFacts {
  readonly asking: Asking;
  /** Requests of its kind that are left, and for how many milliseconds none is taken; NaN where the answer does not say. */
  readonly left: number;
  readonly rest: number;
}

/** The codes of docs/v5/error whose meaning for a request is more than that it was refused. */
const CODES: Readonly<Record<VenueFault['kind'] | 'too-many', readonly number[]>> = {
  refused: [],
  'not-sent': [],
  busy: [],
  // Timeouts and failures of its own, and requests "submitted for processing": they may have been carried out.
  unknown: [
    429, 10000, 10014, 10016, 10019, 10403, 10429, 20003, 20006, 110079, 170001, 170005, 170007, 170032, 170035, 170146, 170147, 170191,
    170212, 170234, 170310, 500000,
  ],
  'too-many': [10006, 10018, 170222],
  duplicate: [110072, 170141],
  // Also "cannot be found on order book": it is over, or never was.
  'not-found': [110001, 170143, 170213],
  clock: [-1, 10002],
  // Keys, their addresses and permissions, expired ones, accounts that are banned or of another kind, regions.
  auth: [-2015, 10003, 10004, 10005, 10007, 10008, 10009, 10010, 10028, 33004],
};

const KINDS: ReadonlyMap<number, VenueFault['kind'] | 'too-many'> = new Map(
  Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind as VenueFault['kind']] as const)),
);

/** For how long an address is shut out that sent too many requests (docs/v5/rate-limit, "403, access too frequent"). */
const BAN = 600_000;

/** What a non-zero `retCode` means. A code that is none is not Bybit's, but of something on the way. */
export function faultOfCode(retCode: unknown, retMsg: unknown, facts: AnswerFacts): VenueFault {
  const code = Number(retCode);
  const text = `${String(retMsg)} (${String(retCode)})`;
  if (retCode === undefined || Number.isNaN(code)) return new VenueFault('unknown', `no answer of bybit's: ${text}`);
  const kind = KINDS.get(code) ?? 'refused';
  if (kind !== 'too-many') return new VenueFault(kind, text);
  // An order may have passed unless the answer itself says that nothing was left of its allowance.
  if (facts.asking === 'order' && !(facts.left <= 0)) return new VenueFault('unknown', text);
  return new VenueFault('busy', text, facts.rest > 0 ? { retryAfter: facts.rest } : {});
}

/** What the SDK throws where the HTTP status is not 200: no Error. It holds the keys, and so never goes on as a cause. */
interface HttpRefusal {
  readonly code: number;
  readonly message: string;
  readonly body: unknown;
}

/** Errors of connections that were never made: nothing left. */
const UNMADE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED']);

/** What the SDK threw (docs/v5/error, HTTP codes): a connection that was never made carried nothing, of any other nobody knows. */
export function faultOfThrown(thrown: unknown, { asking, rest }: AnswerFacts): VenueFault {
  // Before a request is made the SDK throws plain text.
  if (typeof thrown === 'string') return new VenueFault('not-sent', thrown);
  if (!isHttpRefusal(thrown)) {
    const { code = '', message = String(thrown) } = thrown as { readonly code?: string; readonly message?: string };
    return new VenueFault(UNMADE.has(code) ? 'not-sent' : 'unknown', message === '' ? code : message);
  }
  const { code, body } = thrown;
  const text = `HTTP ${code} ${thrown.message}`;
  // A body that is cut off comes with the status of its head.
  if (code < 400 || code === 408 || code >= 500) return new VenueFault('unknown', text);
  if (code === 429) return new VenueFault(asking === 'order' ? 'unknown' : 'busy', text, rest > 0 ? { retryAfter: rest } : {});
  if (code === 403 && /too frequent/i.test(JSON.stringify(body) ?? ''))
    return new VenueFault('busy', `${text}: too many requests from this address`, { retryAfter: rest > 0 ? rest : BAN });
  if (code === 403) return new VenueFault('auth', `${text}: this region is not served, or not under this address`);
  return new VenueFault(code === 401 ? 'auth' : 'refused', text);
}

const isHttpRefusal = (thrown: unknown): thrown is HttpRefusal =>
  typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown && typeof thrown.code === 'number';
