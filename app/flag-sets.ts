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

/** Every command says less, or more. */
export const TALK = {
  quiet: { describe: 'print nothing but errors' },
  debug: { describe: 'show the stack of an error' },
} as const satisfies Record<string, Flag>;

/** Of commands that read or write runs. */
export const COMMON = {
  workspace: { takes: 'DIR', describe: 'where runs are kept; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

/** A result as JSON. */
export const JSON_FILE: Flag = { takes: 'FILE', describe: 'write the result as JSON; - for standard output' };

/** What is written of a run. */
export const REPORTS = {
  html: { takes: 'FILE', describe: 'where the page goes; .onetape/reports/RUN_ID.html by default, and none with --quiet' },
  csv: { takes: 'DIR', describe: 'write orders, fills, round trips, equity and metrics as CSV' },
  parquet: { takes: 'DIR', describe: 'write orders, fills, round trips and equity as Parquet' },
  svg: { takes: 'DIR', describe: 'write the charts as SVG pictures' },
  png: { takes: 'DIR', describe: 'write the charts as PNG pictures' },
  json: JSON_FILE,
  open: { describe: 'open the page in a browser' },
} as const satisfies Record<string, Flag>;

/** Of commands that use the store of data. */
export const STORE = {
  workspace: { takes: 'DIR', describe: 'where the store is; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

/** What is done where data differ. */
export const CONFLICT = {
  'on-conflict': { takes: 'fail|replace|keep', describe: 'where the store has other numbers at a time; fail by default' },
} as const satisfies Record<string, Flag>;

/** A stretch of time. */
export const STRETCH = {
  from: { takes: 'TIME', describe: 'first day or time, ISO' },
  to: { takes: 'TIME', describe: 'last day or time, ISO' },
} as const satisfies Record<string, Flag>;

/** What the checks of data do. */
export const POLICY = {
  policy: {
    takes: 'CHECK=DO',
    many: true,
    describe: 'what a check of data does: fail, warn, drop or keep; docs/data-quality.md lists them',
  },
} as const satisfies Record<string, Flag>;

/** What a run file says, on the command line. */
export const RUN = {
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

/** Of commands about secrets. */
export const SECRETS = {
  workspace: { takes: 'DIR', describe: 'where secrets.age is; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;

/** Of commands about sessions. */
export const SESSION = {
  workspace: { takes: 'DIR', describe: 'where sessions are; .onetape in this folder by default' },
  ...TALK,
} as const satisfies Record<string, Flag>;
