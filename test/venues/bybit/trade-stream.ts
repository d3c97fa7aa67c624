import type { Counter } from './counter.ts';
import { type Line, type Message, messageOf } from './line.ts';
import { Refusal } from './refusal.ts';
import { checkTime, verifyStream } from './signature.ts';

const PATHS: Readonly<Record<string, string>> = {
  'order.create': '/v5/order/create',
  'order.amend': '/v5/order/amend',
  'order.cancel': '/v5/order/cancel',
};

/** `/v5/trade`: orders, their changes and cancels by a stream; answered like the same requests by HTTP. */
export class TradeStream {
  readonly #line: Line;
  readonly #counter: Counter;
  readonly #ids = new Set<string>();
  #isKnown = false;

  constructor(line: Line, counter: Counter) {
    this.#line = line;
    this.#counter = counter;
  }

  hear(text: string): void {
    const message = messageOf(text);
    if (message === undefined) return;
    const { op } = message;
    if (op === 'ping') this.#say({ retCode: 0, retMsg: 'OK', op: 'pong', data: [String(Math.floor(this.#counter.now))] });
    else if (op === 'auth') this.#auth(message);
    else void this.#order(message);
  }

  #auth({ args, reqId }: Message): void {
    const answer = { ...(reqId === undefined ? {} : { reqId }), op: 'auth' };
    const objection = this.#isKnown
      ? new Refusal(20001, 'Repeat auth')
      : refusalOf(() => verifyStream(this.#counter.desk.key, listOf(args), this.#counter.now));
    this.#isKnown ||= objection === undefined;
    this.#say({ ...answer, retCode: objection?.code ?? 0, retMsg: objection?.message ?? 'OK' });
  }

  async #order(message: Message): Promise<void> {
    const { op, args, reqId } = message;
    const answer = { ...(reqId === undefined ? {} : { reqId }), op, retExtInfo: {} };
    const refusal = this.#objection(message);
    if (refusal !== undefined) this.#say({ ...answer, retCode: refusal.code, retMsg: refusal.message, data: {}, header: this.#head() });
    if (refusal !== undefined) return;
    if (reqId !== undefined) this.#ids.add(String(reqId));
    const given = { ...(listOf(args)[0] as object) };
    const reply = await this.#counter.answer({ method: 'POST', path: PATHS[String(op)]!, given, payload: '' });
    if (reply.kind === 'cut') this.#line.cut();
    else if (reply.kind === 'status')
      this.#say({ ...answer, retCode: 10016, retMsg: 'Internal server error', data: {}, header: this.#head() });
    else {
      const { code, message: retMsg, result: data = {}, headers } = reply;
      this.#say({ ...answer, retCode: code, retMsg, data, header: { ...headers, ...this.#head() } });
    }
  }

  /** Why a message is not even looked at. */
  #objection({ op, args, header, reqId }: Message): Refusal | undefined {
    if (PATHS[String(op)] === undefined) return new Refusal(10404, 'op type is not found');
    if (!this.#isKnown) return new Refusal(10005, 'Permission denied, please check your API key permissions.');
    if (typeof listOf(args)[0] !== 'object') return new Refusal(10001, 'Request parameter error: params error: args');
    const head = (typeof header === 'object' && header !== null ? header : {}) as Readonly<Record<string, unknown>>;
    const [timestamp, window] = [Number(head['X-BAPI-TIMESTAMP']), Number(head['X-BAPI-RECV-WINDOW'] ?? 5_000)];
    const late = refusalOf(() => checkTime(timestamp, window, this.#counter.now));
    if (late !== undefined) return late;
    return reqId !== undefined && this.#ids.has(String(reqId)) ? new Refusal(20006, 'reqId is duplicated') : undefined;
  }

  #head = () => ({ Traceid: '38b7977b430f9bd228f4b19724794dfd', Timenow: String(Math.floor(this.#counter.now)) });

  #say(value: object): void {
    this.#line.send({ ...value, connId: this.#line.id });
  }
}

const listOf = (args: unknown): readonly unknown[] => (Array.isArray(args) ? args : []);

/** What a check says no with. */
function refusalOf(check: () => void): Refusal | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
