/** The names under which sources hold each of our columns, without case and marks, best first. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  opentime: ['opentime', 'opents', 'openat', 'timeopen', 'starttime', 'startat', 'windowstart'],
  closetime: ['closetime', 'closets', 'closeat', 'timeclose', 'endtime', 'endat'],
  time: [
    'timestamp',
    'gmttime',
    'utctime',
    'timeutc',
    'datetimeutc',
    'dateutc',
    'timestamputc',
    'utctimestamp',
    'utc',
    'unix',
    'unixtime',
    'unixtimestamp',
    'epoch',
    'datetime',
    'date',
    'time',
    'ts',
    't',
    'fundingtime',
    'fundingratetimestamp',
    'calctime',
    'transacttime',
    'transactiontime',
    'tradetime',
    'eventtime',
    'eventms',
    'exdate',
    'indexlevel0',
  ],
  clock: ['time', 'timestamp'],
  open: ['open', 'o', 'openprice'],
  high: ['high', 'h', 'max', 'highprice'],
  low: ['low', 'l', 'min', 'lowprice'],
  close: ['close', 'c', 'closeprice', 'closelast', 'last', 'price'],
  volume: ['volume', 'vol', 'v', 'totalvolume', 'tickvol', 'tickvolume'],
  bidopen: ['bidopen', 'openbid'],
  bidhigh: ['bidhigh', 'highbid'],
  bidlow: ['bidlow', 'lowbid'],
  bidclose: ['bidclose', 'closebid'],
  bidvolume: ['bidsize', 'bidvolume', 'lastbidsize'],
  askopen: ['askopen', 'openask'],
  askhigh: ['askhigh', 'highask'],
  asklow: ['asklow', 'lowask'],
  askclose: ['askclose', 'closeask'],
  askvolume: ['asksize', 'askvolume', 'lastasksize'],
  bid: ['bid', 'bidprice', 'bestbid', 'bestbidprice', 'bid1', 'bidprice1', 'bids0price'],
  ask: ['ask', 'askprice', 'bestask', 'bestaskprice', 'ask1', 'askprice1', 'asks0price'],
  bidsize: ['bidsize', 'bidqty', 'bidvolume', 'bidamount', 'bestbidqty', 'bestbidsize', 'bidsize1', 'bidqty1', 'bids0amount'],
  asksize: ['asksize', 'askqty', 'askvolume', 'askamount', 'bestaskqty', 'bestasksize', 'asksize1', 'askqty1', 'asks0amount'],
  price: ['price', 'tradeprice', 'lastprice'],
  size: ['size', 'qty', 'quantity', 'amount', 'volume', 'tradesize'],
  side: ['side', 'aggressor', 'takerside'],
  buyermaker: ['isbuyermaker', 'buyermaker'],
  rate: ['rate', 'fundingrate', 'lastfundingrate'],
  type: ['type', 'action', 'event'],
  value: ['value', 'amount', 'ratio'],
  dividend: ['dividend', 'dividends', 'cashamount'],
  split: ['split', 'splits', 'stocksplits', 'splitratio'],
  knownat: ['knownat'],
  about: ['ts', 'about'],
  updatetype: ['type'],
  issnapshot: ['issnapshot'],
  firstid: ['firstupdateid'],
  lastid: ['lastupdateid'],
  previousid: ['previousupdateid', 'prevupdateid', 'pu'],
};

/** The names a source may use for a column of ours; deeper levels of a book are numbered from 2. */
export function aliasesOf(ours: string): readonly string[] {
  const known = NAMES[ours];
  if (known !== undefined) return known;
  const [, side = '', size, level = ''] = /^(bid|ask)(size)?(\d+)$/.exec(ours) ?? [];
  if (side === '') return [ours];
  // Tardis counts levels from 0.
  const above = Number(level) - 1;
  return size === undefined
    ? [ours, `${side}price${level}`, `${side}s${above}price`]
    : [ours, `${side}qty${level}`, `${side}s${above}amount`];
}

/** Whether a name is one of our columns. */
export const isOurs = (name: string): boolean => NAMES[name] !== undefined || /^(bid|ask)(size)?\d+$/.test(name);

/** Whether the name of a column of times says that they are UTC. */
export const saysUtc = (name: string): boolean => /gmt|utc/.test(name);
