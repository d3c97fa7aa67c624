/** A flag of a command: its value's name, or a switch; `many` may be given again and again. */
export interface Flag {
  readonly takes?: string;
  readonly many?: true;
  readonly describe: string;
}

/** What the command line knows of a command. */
export interface CommandUsage {
  /** The positionals, `[...]` where optional. */
  readonly positionals: string;
  readonly describe: string;
  readonly flags: Readonly<Record<string, Flag>>;
}

const TALK = {
  quiet: { describe: 'print nothing but errors' },
  debug: { describe: 'show the stack of an error' },
} as const satisfies Record<string, Flag>;

const COMMON = {
  workspace: { takes: 'DIR', describe: 'where runs are kept; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

const JSON_FILE: Flag = { takes: 'FILE', describe: 'write the result as JSON; - for standard output' };

const REPORTS = {
  html: { takes: 'FILE', describe: 'where the page goes; .onetape/reports/RUN_ID.html by default, and none with --quiet' },
  csv: { takes: 'DIR', describe: 'write orders, fills, round trips, equity and metrics as CSV' },
  parquet: { takes: 'DIR', describe: 'write orders, fills, round trips and equity as Parquet' },
  svg: { takes: 'DIR', describe: 'write the charts as SVG pictures' },
  png: { takes: 'DIR', describe: 'write the charts as PNG pictures' },
  json: JSON_FILE,
  open: { describe: 'open the page in a browser' },
} as const satisfies Record<string, Flag>;

const STORE = {
  workspace: { takes: 'DIR', describe: 'where the store is; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

const CONFLICT = {
  'on-conflict': { takes: 'fail|replace|keep', describe: 'where the store has other numbers at a time; fail by default' },
} as const satisfies Record<string, Flag>;

const STRETCH = {
  from: { takes: 'TIME', describe: 'first day or time, ISO' },
  to: { takes: 'TIME', describe: 'last day or time, ISO' },
} as const satisfies Record<string, Flag>;

const POLICY = {
  policy: {
    takes: 'CHECK=DO',
    many: true,
    describe: 'what a check of data does: fail, warn, drop or keep; docs/data-quality.md lists them',
  },
} as const satisfies Record<string, Flag>;

const RUN = {
  strategy: { takes: 'NAME|PATH', describe: 'a built-in strategy, or a .ts or .js file' },
  feed: {
    takes: 'ROLE=SOURCE',
    many: true,
    describe: 'data of a role: sample:sp500, synthetic:seed=1, ./file.csv?stamp=open; again for more',
  },
  param: { takes: 'NAME=VALUE', many: true, describe: 'a parameter of the strategy' },
  cash: { takes: 'MONEY', describe: 'what the account starts with' },
  from: { takes: 'TIME', describe: 'first day or time, ISO' },
  to: { takes: 'TIME', describe: 'last day or time, ISO' },
  set: { takes: 'PATH=VALUE', many: true, describe: 'any value of the run file: costs.fee.model=percent' },
} as const satisfies Record<string, Flag>;

const SECRETS = {
  workspace: { takes: 'DIR', describe: 'where secrets.age is; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

const SESSION = {
  workspace: { takes: 'DIR', describe: 'where sessions are; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

/** Every command with its flags: one table for help, for reading and for refusing. */
export const COMMANDS = {
  init: { positionals: 'DIR', describe: 'make a new project: a strategy, a run file, a test', flags: TALK },
  backtest: {
    positionals: '[RUN.json]',
    describe: 'run a strategy over history; flags override the run file',
    flags: {
      ...RUN,
      fork: { takes: 'N', describe: 'run it again for each outcome that its ambiguous fills allow, N times at most' },
      epoch: {
        takes: 'LENGTH',
        describe: 'run it again with its session made anew every 1d, 12h ...; exit 3 if it comes to something else',
      },
      'epoch-rows': { takes: 'N', describe: 'rows that are shown before each epoch; 1024 by default, and what indicators need' },
      ...REPORTS,
      ...COMMON,
    },
  },
  paper: {
    positionals: '[RUN.json]',
    describe: 'run a strategy on a live feed, or on a tape played as one, with simulated fills; all is recorded',
    flags: {
      ...RUN,
      tape: {
        takes: 'SPEED',
        describe: 'play the feeds as if they came live: 1 is as they came, 60 sixty times as fast, max as fast as it goes',
      },
      resume: { takes: 'SESSION', describe: 'go on with a session that was left or has crashed' },
      'go-on': { takes: 'REASON', describe: 'resume though its code does something else now, and say why; it is recorded' },
      'on-stop': { takes: 'leave|cancel|flatten', describe: 'what a first Ctrl-C does with orders and positions; leave by default' },
      epoch: {
        takes: '1d',
        describe: 'how often the session is written down anew, so that a restart is quick; once a day by default, never on a tape',
      },
      grace: { takes: 'MS', describe: 'how long a slice waits for a feed that is late; 2000 by default' },
      'log-level': { takes: 'LEVEL', describe: 'what log.jsonl of the session holds: debug, info, warn or error; info by default' },
      ...REPORTS,
      ...COMMON,
    },
  },
  live: {
    positionals: '[RUN.json]',
    describe: 'the same run on an account at a venue, behind a gate; all is recorded',
    flags: {
      ...RUN,
      'real-money': { describe: 'say that it may trade an account that holds some' },
      account: { takes: 'ID', describe: "the account's id at the venue; asked for on a terminal without it" },
      override: { takes: 'REASON', describe: 'go live without a promotion, and say why; it is recorded' },
      foreign: {
        takes: 'adopt|refuse',
        describe: 'what is done about orders and positions that are not of this session; refuse by default',
      },
      resume: { takes: 'SESSION', describe: 'go on with a session that was left or has crashed' },
      'go-on': { takes: 'REASON', describe: 'resume though its code does something else now, and say why; it is recorded' },
      'on-stop': { takes: 'leave|cancel|flatten', describe: 'what a first Ctrl-C does with orders and positions; leave by default' },
      epoch: { takes: '1d', describe: 'how often the session is written down anew, so that a restart is quick; once a day by default' },
      grace: { takes: 'MS', describe: 'how long a slice waits for a feed that is late; 2000 by default' },
      'log-level': { takes: 'LEVEL', describe: 'what log.jsonl of the session holds: debug, info, warn or error; info by default' },
      ...REPORTS,
      ...COMMON,
    },
  },
  replay: {
    positionals: 'SESSION',
    describe: 'run a recorded session again; with --verify, exit 3 where it does something else',
    flags: {
      verify: { describe: 'compare every command with what was written down, and name the first that differs' },
      simulate: { describe: "put the simulator in the broker's place, and lay its fills and the recorded ones side by side" },
      set: { takes: 'PATH=VALUE', many: true, describe: 'with --simulate: any option of it, such as costs.slippage.rate=0.001' },
      ...REPORTS,
      ...COMMON,
    },
  },
  calibrate: {
    positionals: 'SESSION...',
    describe: 'fit slippage and latency to what sessions recorded, with error bars, for the next run file; exit 3 if it is too little',
    flags: {
      out: { takes: 'FILE', describe: 'write "costs" as JSON, with files of the measured delays beside it' },
      model: { takes: 'NAME', describe: 'percent, ticks or half-spread; percent by default' },
      least: { takes: 'N', describe: 'how many orders, or delays, a fit needs; 20 by default' },
      json: { ...JSON_FILE, describe: 'write what was found as JSON; - for standard output' },
      ...COMMON,
    },
  },
  rerun: { positionals: 'RUN_ID', describe: 'run it again; exit 3 if the result differs', flags: { json: JSON_FILE, ...COMMON } },
  runs: {
    positionals: '[ls|rm] [RUN_ID]',
    describe: 'list the runs kept, or delete one',
    flags: { json: { ...JSON_FILE, describe: 'write the list as JSON; - for standard output' }, ...COMMON },
  },
  report: { positionals: 'RUN_ID', describe: 'make the reports of a run again', flags: { ...REPORTS, ...COMMON } },
  compare: {
    positionals: 'RUN_ID RUN_ID...',
    describe: 'runs side by side: where their specifications differ, and their metrics',
    flags: {
      html: { takes: 'FILE', describe: 'write a page with their curves; the runs are run again for it' },
      json: { ...JSON_FILE, describe: 'write the comparison as JSON; - for standard output' },
      open: { describe: 'open the page in a browser' },
      ...COMMON,
    },
  },
  'data import': {
    positionals: 'FILE...',
    describe: 'market data of files into the store of the workspace',
    flags: {
      instrument: { takes: 'ID', describe: 'whose data they are; the name of the file by default' },
      timeframe: { takes: '1m', describe: 'the length of a bar, where the rows do not tell' },
      stamp: { takes: 'open|close', describe: 'which end of a bar its time names' },
      timezone: { takes: 'ZONE', describe: 'what times without a zone mean: UTC, +02:00, America/New_York' },
      dates: { takes: 'dmy|mdy', describe: 'whether 01/02/2020 is in February or in January' },
      columns: { takes: 'MAPPING', describe: 'which columns are meant, ours=theirs: time=Gmt time,close=Last' },
      kind: { takes: 'KIND', describe: 'bars, quotes, trades, funding, actions or custom, where the columns do not tell' },
      price: { takes: 'PRICE', describe: 'which side of bid and ask bars, or what the prices are: mark, index' },
      layout: { takes: 'NAME', describe: 'a layout by name, where content and path do not tell' },
      levels: { takes: 'N', describe: 'how many levels of a book become quotes; 10 by default' },
      calendar: { takes: 'NAME', describe: 'when the market trades: what dates mean, and what is missing; kept for the instrument' },
      ...POLICY,
      ...CONFLICT,
      json: { ...JSON_FILE, describe: 'write what was done and found as JSON; - for standard output' },
      ...STORE,
    },
  },
  'data fetch': {
    positionals: 'SERIES...',
    describe: 'download bars or funding from the venue in the id: BTCUSDT.BYBIT@1h, BTCUSDT.BYBIT@funding',
    flags: {
      ...STRETCH,
      symbol: { takes: 'NAME', describe: "the venue's own name, where the id does not tell it" },
      venue: { takes: 'NAME', describe: "another venue than the id's" },
      url: { takes: 'URL', describe: "another address than the venue's usual one" },
      refresh: { describe: "ask again for what is stored, and take the venue's numbers of today" },
      ...POLICY,
      json: { ...JSON_FILE, describe: 'write what was done and found as JSON; - for standard output' },
      ...STORE,
    },
  },
  'data ls': {
    positionals: '[TEXT]',
    describe: 'what the store holds, how complete it is, and a picture of it',
    flags: { json: { ...JSON_FILE, describe: 'write the list as JSON; - for standard output' }, ...STORE },
  },
  'data check': {
    positionals: '[SERIES]...',
    describe: 'look over what the store holds; exit 3 where an error is found',
    flags: { ...POLICY, json: { ...JSON_FILE, describe: 'write what was found as JSON; - for standard output' }, ...STORE },
  },
  'data export': {
    positionals: 'SERIES [FILE]',
    describe: 'a series as CSV, Parquet or JSON, plain or .gz, by the ending of the file',
    flags: { ...STRETCH, json: { ...JSON_FILE, describe: 'write what was done as JSON; - for standard output' }, ...STORE },
  },
  'data resample': {
    positionals: 'SERIES TARGET',
    describe: 'make bars of bars, trades or quotes: BTCUSDT.BYBIT@1m 1h, or 100tick 5000volume 1000000dollar of trades',
    flags: {
      ...STRETCH,
      price: { takes: 'bid|ask|mid', describe: 'of quotes: the price that bars are made of; mid by default' },
      extended: { describe: 'take in what is traded outside of the sessions' },
      ...CONFLICT,
      ...STORE,
    },
  },
  'data sql': {
    positionals: 'QUERY',
    describe: "a SELECT over the store: SELECT * FROM bars('BTCUSDT.BYBIT@1h') LIMIT 5",
    flags: { json: { ...JSON_FILE, describe: 'write the rows as JSON; - for standard output' }, ...STORE },
  },
  'data rm': { positionals: 'SERIES', describe: 'delete a series, or a stretch of it', flags: { ...STRETCH, ...STORE } },
  'session ls': {
    positionals: '',
    describe: 'every paper and live session: whether it runs, since when, what it has made',
    flags: { json: { ...JSON_FILE, describe: 'write the list as JSON; - for standard output' }, ...SESSION },
  },
  'session show': {
    positionals: 'SESSION',
    describe: 'positions, orders, P&L, health and what is recorded of a session; the beginning of its id is enough',
    flags: { json: { ...JSON_FILE, describe: 'write it as JSON; - for standard output' }, ...SESSION },
  },
  'session tail': {
    positionals: 'SESSION',
    describe: 'what happens in a session, as it does: fills, orders, notes',
    flags: { json: { describe: 'a line of JSON each' }, ...SESSION },
  },
  'session halt': {
    positionals: 'SESSION',
    describe: 'from now on no order leaves a session, only cancels; until "session say ID resume"',
    flags: {
      force: { describe: 'of a session that hangs: end its process, cancel all orders of the account, and halt it on disk' },
      ...SESSION,
    },
  },
  'session close-all': {
    positionals: 'SESSION',
    describe: 'cancel what waits and close what a session holds, once',
    flags: SESSION,
  },
  'session say': {
    positionals: 'SESSION WORD...',
    describe:
      'one word to a running session: halt, reduce, resume, kill, release, cancel ORDER, cancel-all, close-all, stop [leave|cancel|flatten], epoch',
    flags: SESSION,
  },
  promote: {
    positionals: 'RUN_OR_SESSION',
    describe: 'look at a backtest or a paper session again, and write down what it has shown: what a live session needs',
    flags: {
      steps: { takes: 'N', describe: 'how many steps with market data a paper session must have had; 100 by default' },
      hours: { takes: 'N', describe: 'how long it must have run, on the wall; 1 by default' },
      json: { ...JSON_FILE, describe: 'write the promotion as JSON; - for standard output' },
      ...COMMON,
    },
  },
  'brokers ls': {
    positionals: '',
    describe: 'every broker by name: what serves it, or why nothing can',
    flags: { json: { ...JSON_FILE, describe: 'write the list as JSON; - for standard output' }, ...TALK },
  },
  'brokers show': {
    positionals: 'NAME...',
    describe: 'one broker: what serves it, its sandbox, the secrets it takes, limits, what to mind',
    flags: { json: { ...JSON_FILE, describe: 'write it as JSON; - for standard output' }, ...TALK },
  },
  'brokers check': {
    positionals: 'PATH|NAME',
    describe: 'play what every broker promises on an adapter of your own; exit 3 where it does something else',
    flags: {
      case: { takes: 'ID', describe: 'only this case, or this group of them: ORD-07, UNK' },
      account: { takes: 'ID', describe: 'play on the test account of this id, with real orders, in place of a counterpart' },
      json: { ...JSON_FILE, describe: 'write every case with its result as JSON; - for standard output' },
      ...SECRETS,
    },
  },
  'secrets set': {
    positionals: 'NAME',
    describe: 'seal a secret such as BYBIT_KEY; its value is typed unseen, or comes from standard input',
    flags: SECRETS,
  },
  'secrets ls': {
    positionals: '',
    describe: 'the names of the secrets there are, and when they were set',
    flags: { json: { ...JSON_FILE, describe: 'write the list as JSON; - for standard output' }, ...SECRETS },
  },
  'secrets rotate': { positionals: '', describe: 'seal the secrets with a new passphrase', flags: SECRETS },
  'secrets rm': { positionals: 'NAME', describe: 'delete a secret', flags: SECRETS },
} as const satisfies Record<string, CommandUsage>;

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS;
