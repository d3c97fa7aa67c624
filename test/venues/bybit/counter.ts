import type { VenueFault } from '../../../engine/broker/live/venue.ts';
import type { Treatment } from '../hostile/exchange.ts';
import type { Answer, Front } from '../hostile/front.ts';
import { Allowance } from './allowance.ts';
import { type Asked, askedOf, textOf } from './asked.ts';
import type { Category } from './listed.ts';
import { Refusal, saidOf } from './refusal.ts';
import { type Desk, errandOf, ROUTES, type Route } from './routes.ts';
import { type SignedHeaders, verifyRequest } from './signature.ts';

/** A request as it came. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** What it was given: the query, or the body. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The same as it was written, which is what is signed. */
  readonly payload: string;
  /** Not there on a stream, whose owner is known. */
  readonly headers?: SignedHeaders;
}

/** What is answered: a code with its words and a result, another status, or a cut connection. */
export type Reply =
  | {
      readonly kind: 'said';
      readonly code: number;
      readonly message: string;
      readonly result: object | undefined;
      readonly headers: Headers;
    }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'cut' };

type Headers = Readonly<Record<string, string>>;

/** Where requests are answered, by HTTP or by a stream, as the schedule of faults lets them. */
export class Counter {
  readonly desk: Desk;
  /** Parameters that the documentation does not know, each as its path and name. */
  readonly odd: string[] = [];
  /** Every request as it reached the venue, and the code of its answer. */
  readonly heard: { readonly path: string; readonly given: Request['given']; readonly code: number }[] = [];
  /** Refuses what a test wants refused. */
  refuses: (request: Request) => readonly [code: number, message: string] | { readonly status: number } | undefined = () => undefined;
  readonly #front: Front;
  readonly #allowance = new Allowance();

  constructor(desk: Desk, front: Front) {
    this.desk = desk;
    this.#front = front;
  }

  get now(): number {
    return this.desk.books.exchange.now;
  }

  async answer(request: Request): Promise<Reply> {
    const { path, method, given } = request;
    const route = ROUTES[path];
    if (route === undefined || route.method !== method) return { kind: 'status', status: 404 };
    const refused = this.refuses(request);
    if (refused !== undefined && 'status' in refused) return { kind: 'status', status: refused.status };
    const category = textOf(given as Asked, 'category') as Category | '';
    const act = (treatment: Treatment): object => {
      if (refused !== undefined) throw new Refusal(...refused);
      return { result: this.#carryOut(request, route, treatment) };
    };
    const answer = await this.#front.ask(errandOf(route, given), textOf(given as Asked, 'orderLinkId'), act);
    const reply = this.#reply(answer as Answer<{ readonly result: object | undefined } | undefined>, request, route, category);
    this.heard.push({ path, given, code: reply.kind === 'said' ? reply.code : Number.NaN });
    return reply;
  }

  #carryOut({ path, given, payload, headers, method }: Request, route: Route, treatment: Treatment): object | undefined {
    const { desk, now } = this;
    if (headers !== undefined && route.isPublic !== true) verifyRequest(desk.key, headers, payload, now);
    const { permissions, readOnly } = desk.settings.key;
    const granted = Object.values(permissions).flat();
    if (route.needs !== undefined && (readOnly === 1 || !route.needs.some((need) => granted.includes(need))))
      throw new Refusal(10005, 'Permission denied, please check your API key permissions.');
    if (!this.#allowance.take(...kindOf(path, route, given), now))
      throw new Refusal(10006, 'Too many visits. Exceeded the API Rate Limit.');
    return route.answer(
      desk,
      askedOf(path, given, method === 'GET', (name) => this.odd.push(name)),
      treatment,
    );
  }

  #reply(
    answer: Answer<{ readonly result: object | undefined } | undefined>,
    { path, given }: Request,
    route: Route,
    category: Category | '',
  ): Reply {
    if (answer.kind === 'dropped' || answer.kind === 'unreachable') return { kind: 'cut' };
    const { now } = this;
    const [kind, limit] = kindOf(path, route, given);
    const left = this.#allowance.left(kind, limit, now);
    const reset = this.#allowance.reset(kind, limit, now);
    if (answer.kind === 'value') {
      // What is there is said not to be.
      const { result } = answer.value ?? { result: { list: [], nextPageCursor: '', category } };
      const message = path === '/v5/order/disconnected-cancel-all' ? 'success' : 'OK';
      return { kind: 'said', code: 0, message, result, headers: headersOf(limit, left, reset) };
    }
    if (answer.fault.kind === 'unknown') return this.#broken(answer.fault, limit);
    const [code, message] = saidOf(answer.fault, category);
    const until = Number.isNaN(answer.fault.retryAfter) ? reset : now + answer.fault.retryAfter;
    return { kind: 'said', code, message, result: {}, headers: headersOf(limit, code === 10006 ? 0 : left, until) };
  }

  /** Nobody knows what became of it: a server error, by its status or by its code. */
  #broken({ message }: VenueFault, limit: number): Reply {
    const status = Number(message.slice(-3));
    const headers = headersOf(limit, limit - 1, this.now);
    if (status === 503) return { kind: 'said', code: 10016, message: 'Server error.', result: {}, headers };
    return status === 504 ? { kind: 'said', code: 10000, message: 'Server Timeout', result: {}, headers } : { kind: 'status', status };
  }
}

/** What a request counts against, and how many of it there may be in a second. */
function kindOf(path: string, { limit, spotLimit }: Route, given: Request['given']): readonly [kind: string, limit: number] {
  const isSpot = given['category'] === 'spot';
  return isSpot && spotLimit !== undefined ? [`${path} spot`, spotLimit] : [path, limit];
}

const headersOf = (limit: number, left: number, reset: number): Headers => ({
  'X-Bapi-Limit': String(limit),
  'X-Bapi-Limit-Status': String(left),
  'X-Bapi-Limit-Reset-Timestamp': String(Math.floor(reset)),
});
