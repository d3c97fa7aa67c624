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

/** Every command with its flags: one table for help, for reading and for refusing. */
export const COMMANDS = {
  init: { positionals: 'DIR', describe: 'make a new project: a strategy, a run file, a test', flags: TALK },
  backtest: {
    positionals: '[RUN.json]',
    describe: 'run a strategy over history; flags override the run file',
    flags: {
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
      fork: { takes: 'N', describe: 'run it again for each outcome that its ambiguous fills allow, N times at most' },
      set: { takes: 'PATH=VALUE', many: true, describe: 'any value of the run file: costs.fee.model=percent' },
      ...REPORTS,
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
} as const satisfies Record<string, CommandUsage>;

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS;
