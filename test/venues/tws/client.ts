import { VenueFault, type VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Treatment } from '../hostile/exchange.ts';
import type { Ear } from '../hostile/front.ts';
import type { Errand } from '../hostile/schedule.ts';
import { ANSWERS, positionRows } from './answers.ts';
import { accountOf, type Desk, nextIdOf } from './desk.ts';
import { type Field, FrameReader, frameOf } from './frame.ts';
import { historicalData } from './history.ts';
import { Unlike, valuesOf } from './layout.ts';
import { REQUESTS } from './layouts.ts';
import type { Mark } from './marks.ts';
import { commissionRow, executionRow, openOrderRow, statusRow } from './order-rows.ts';
import type { Pipe } from './pipe.ts';
import { cancelOrder, isChange, placeOrder } from './place-order.ts';
import type { Placed } from './placed-order.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { stamp } from './times.ts';
import { Watching } from './watching.ts';

type Rows = readonly (readonly Field[])[];

/** What a client is greeted with beside its orders' numbers. */
const FARMS = [
  [2104, 'Market data farm connection is OK:usfarm'],
  [2106, 'HMDS data farm connection is OK:ushmds'],
  [2158, 'Sec-def data farm connection is OK:secdefil'],
] as const;

/** How late a commission is told, at most. */
const COMMISSION = 200;

/** One who has connected to a TWS: greeted, started, and answered in the order in which things happen. */
export class Client {
  id = Number.NaN;
  version = 0;
  isStarted = false;
  readonly #desk: Desk;
  readonly #pipe: Pipe;
  readonly #reader = new FrameReader();
  readonly #isTaken: (id: number) => boolean;
  readonly #watching: Watching;
  #ear: Ear | undefined;
  #isOver = false;
  #wantsPositions = false;

  constructor(desk: Desk, pipe: Pipe, isTaken: (id: number) => boolean) {
    this.#desk = desk;
    this.#pipe = pipe;
    this.#isTaken = isTaken;
    this.#watching = new Watching(desk, (rows) => this.#say(rows));
    pipe.onData = (data) => this.#hear(data);
    pipe.onClose = () => this.close();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watching.close();
    if (this.#ear !== undefined) this.#desk.world.front.hangUp(this.#ear);
  }

  cut(): void {
    this.close();
    this.#pipe.cut();
  }

  /** Tells a code that is about no request. */
  tell(code: number, text: string): void {
    this.#say(() => [this.#error(-1, code, text)]);
  }

  #hear(data: Buffer): void {
    try {
      const messages = this.#reader.push(data);
      if (this.version === 0 && this.#reader.greeting !== '') this.#greet(this.#reader.greeting);
      for (const message of messages) if (!this.#isOver) void this.#take(message);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#desk.odd.push(error.message);
      this.cut();
    }
  }

  /** The highest version that both speak. */
  #greet(greeting: string): void {
    const [, lowest, highest = lowest] = /^v(\d+)(?:\.\.(\d+))?$/.exec(greeting) ?? [];
    const version = Math.min(Number(highest), this.#desk.settings.version);
    if (!(version >= Number(lowest) && version >= 176)) {
      this.#desk.odd.push(`a client of versions "${greeting}"`);
      this.cut();
      return;
    }
    this.version = version;
    this.#pipe.write(frameOf([version, stamp(this.#desk.world.exchange.now)]));
  }

  async #take([number = '', ...fields]: readonly string[]): Promise<void> {
    const request = REQUESTS[Number(number)];
    let asked: Placed;
    try {
      if (request === undefined) throw new Unlike(`message ${number} is not for this fake`);
      asked = valuesOf(request.layout, fields, this.version);
    } catch (error) {
      if (!(error instanceof Unlike)) throw error;
      this.#desk.odd.push(`${request?.name ?? number}: ${error.message}`);
      this.#say(() => [this.#error(-1, 320, `Error reading request. ${error.message}`)]);
      return;
    }
    if (request.name === 'startApi') await this.#start(asked);
    else if (!this.isStarted) this.#desk.odd.push(`${request.name} before the client was started`);
    else await this.#answer(request.name, asked);
  }

  async #start({ clientId = '' }: Placed): Promise<void> {
    const { front } = this.#desk.world;
    const answer = await front.ask('open', clientId, () => null);
    if (this.#isOver) return;
    if (answer.kind !== 'value') {
      // Whoever is told that nobody knows is left waiting.
      if (answer.kind !== 'fault') this.cut();
      return;
    }
    const id = Number(clientId);
    this.#ear = front.listen((news) => this.#news(news));
    if (this.#isTaken(id)) {
      this.#say(() => [this.#error(-1, 326, 'Unable to connect as the client id is already in use. Retry with a unique client id.')]);
      this.#desk.wall.after(50, () => this.cut());
      return;
    }
    this.id = id;
    this.isStarted = true;
    const { settings } = this.#desk;
    this.#say(() => [
      [15, 1, settings.accounts.join(',')],
      [9, 1, nextIdOf(this.#desk, id)],
      ...(settings.isOnline
        ? FARMS.map(([code, text]) => this.#error(-1, code, text))
        : [this.#error(-1, 2110, 'Connectivity between Trader Workstation and server is broken. It will be restored automatically.')]),
    ]);
  }

  async #answer(name: string, asked: Placed): Promise<void> {
    switch (name) {
      case 'placeOrder':
        return this.#place(asked);
      case 'cancelOrder':
        return this.#order('cancel', asked, () => cancelOrder(this.#desk, this.id, Number(asked['orderId'])));
      case 'globalCancel':
        return void (await this.#ask('cancel-all', '', () => this.#desk.world.exchange.cancelAll()));
      case 'autoOpenOrders':
        if (asked['bind'] === '1' && this.id !== 0)
          this.#say(() => [this.#error(-1, 321, 'Only the default client (i.e 0) can auto bind orders')]);
        return;
      case 'mktData':
      case 'realTimeBars':
      case 'tickByTick':
        return this.#watch(name, asked);
      case 'cancelMktData':
      case 'cancelRealTimeBars':
      case 'cancelTickByTick':
        return this.#watching.cancel(asked['reqId']!);
      default:
        return this.#look(name, asked);
    }
  }

  /** What the schedule lets through; `cut` where the connection is over because of it, and `silent` where nothing comes of it. */
  async #ask(errand: Errand, key: string, act: (treatment: Treatment) => unknown): Promise<'done' | 'silent' | VenueFault | Refusal> {
    let refused: Refusal | undefined;
    const answer = await this.#desk.world.front.ask(errand, key, (treatment) => {
      try {
        return act(treatment);
      } catch (error) {
        if (error instanceof Refusal) refused = error;
        else throw error;
        return undefined;
      }
    });
    if (this.#isOver) return 'silent';
    if (answer.kind === 'dropped' || answer.kind === 'unreachable') {
      this.cut();
      return 'silent';
    }
    if (answer.kind === 'fault') return answer.fault;
    return refused ?? 'done';
  }

  #place(asked: Placed): Promise<void> {
    const errand = isChange(this.#desk, this.id, asked) ? 'amend' : 'place';
    return this.#order(errand, asked, (treatment) => {
      const { mark, isHeld } = placeOrder(this.#desk, this.id, asked, treatment);
      // What only TWS has is told by it; of the rest the exchange speaks.
      if (isHeld || mark.placed['orderType'] === 'TRAIL') this.#sayOrder(mark);
      return mark;
    });
  }

  async #order(errand: 'place' | 'amend' | 'cancel', asked: Placed, act: (treatment: Treatment) => unknown): Promise<void> {
    const orderId = Number(asked['orderId']);
    const what = await this.#ask(errand, asked['orderRef'] ?? '', act);
    if (typeof what === 'string') return;
    const refusal = what instanceof Refusal ? what : refusalOf(what, errand, orderId);
    if (refusal !== undefined) this.#say(() => [this.#error(orderId, refusal.code, refusal.message)]);
  }

  async #watch(name: 'mktData' | 'realTimeBars' | 'tickByTick', asked: Placed): Promise<void> {
    this.#refusable(asked, () => this.#watching[name](asked));
  }

  /** A request that is answered with what there is when the answer leaves. */
  async #look(name: string, asked: Placed): Promise<void> {
    if (name === 'positions') this.#wantsPositions = true;
    if (name === 'cancelPositions') this.#wantsPositions = false;
    if (name === 'marketDataType') this.#watching.dataType = Number(asked['type']);
    const rows = ANSWERS[name];
    if (rows === undefined && name !== 'historicalData') return;
    // Cash and positions are read with the orders, whose request the schedule of faults knows.
    const errand = name === 'currentTime' ? 'time' : name === 'allOpenOrders' ? 'snapshot' : undefined;
    const what = errand === undefined ? 'done' : await this.#ask(errand, name, () => null);
    if (what instanceof VenueFault && what.kind === 'busy')
      this.#say(() => [this.#error(-1, 100, 'Max rate of messages per second has been exceeded:max=50 rec=51 (1)')]);
    if (what !== 'done') return;
    this.#refusable(asked, () => {
      if (rows === undefined) {
        const told = historicalData(this.#desk, asked);
        this.#say(() => told);
      } else {
        rows(this.#desk, asked, { clientId: this.id, version: this.version });
        this.#say(() => rows(this.#desk, asked, { clientId: this.id, version: this.version }));
      }
    });
  }

  #refusable(asked: Placed, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#say(() => [this.#error(Number(asked['reqId'] ?? -1), error.code, error.message)]);
    }
  }

  /** What the exchange has done, as far as it concerns the orders of this client. */
  #news(news: VenueNews): void {
    if (this.#isOver || this.#ear?.state === 'silent') return;
    if (news.kind === 'down') this.cut();
    if (news.kind === 'order') {
      const mark = this.#desk.marks.of(news.order.clientId);
      if (mark?.clientId !== this.id) return;
      this.#sayOrder(mark);
      const why = news.reason ?? '';
      if (news.order.status === 'rejected') this.#say(() => [this.#error(mark.orderId, 201, `Order rejected - reason:${why}`)]);
      if (news.order.status === 'canceled')
        this.#say(() => [this.#error(mark.orderId, 202, `Order Canceled - reason:${why === 'user' ? '' : why}`)]);
    }
    if (news.kind === 'fill') this.#fill(news.fill.execId);
  }

  #fill(execId: string): void {
    const one = this.#desk.marks.execution(execId);
    if (one?.mark.clientId !== this.id) return;
    this.#say(() => [executionRow(one, -1, accountOf(this.#desk), this.version)]);
    if (this.#wantsPositions) this.#say(() => positionRows(this.#desk, this.version));
    const late = ((one.mark.permId * 37) % COMMISSION) + 1;
    this.#desk.wall.after(late, () => this.#say(() => [commissionRow(one)]));
  }

  #sayOrder(mark: Mark): void {
    const { marks } = this.#desk;
    this.#say(() => [openOrderRow(marks, mark, accountOf(this.#desk), this.version), statusRow(marks, mark, this.version)]);
  }

  #error = (id: number, code: number, text: string): Field[] => [4, 2, id, code, text, ''];

  /** Says something after all that was said before; its content is that of the moment in which it leaves. */
  #say(rows: () => Rows): void {
    const ear = this.#ear;
    const { wall } = this.#desk;
    const now = wall.now();
    const at = Math.max(now, ear?.last ?? now);
    if (ear !== undefined) ear.last = at;
    wall.after(at - now, () => {
      if (this.#isOver || ear?.state === 'silent') return;
      this.#pipe.write(Buffer.concat(rows().map(frameOf)));
    });
  }
}
