import { COMMANDS, type CommandName, type CommandUsage } from './flags.ts';

const GLOBAL = [
  ['--help', 'show this'],
  ['--version', 'show the version'],
] as const;

/** The help of a command, or of the whole command line: made from the table of flags alone, so that it is there at once. */
export function helpText(command: CommandName | undefined): string {
  if (command === undefined) {
    const rows = Object.entries(COMMANDS).map(([name, { positionals, describe }]) => [`onetape ${name} ${positionals}`, describe] as const);
    return `onetape <command>\n\nCommands:\n${table(rows)}\nFlags:\n${table(GLOBAL)}\nonetape <command> --help says more.\n`;
  }
  const { positionals, describe, flags }: CommandUsage = COMMANDS[command];
  const rows = Object.entries(flags).map(
    ([name, flag]) => [flag.takes === undefined ? `--${name}` : `--${name} ${flag.takes}`, flag.describe] as const,
  );
  return `onetape ${command} ${positionals}\n\n${describe}\n\nFlags:\n${table([...rows, GLOBAL[0]])}`;
}

function table(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
