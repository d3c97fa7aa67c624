import type { CommandUsage } from './flag-sets.ts';
import { COMMANDS, type CommandName } from './flags.ts';

const GLOBAL = [
  ['--help', 'show this'],
  ['--version', 'show the version'],
] as const;

/** The help of a command, of a family of them, or of the whole command line: made from the table of flags, so that it is there at once. */
export function helpText(command: string | undefined): string {
  if (command === undefined || !(command in COMMANDS)) return overview(command);
  const { positionals, describe, flags }: CommandUsage = COMMANDS[command as CommandName];
  const rows = Object.entries(flags).map(
    ([name, flag]) => [flag.takes === undefined ? `--${name}` : `--${name} ${flag.takes}`, flag.describe] as const,
  );
  return `${`onetape ${command} ${positionals}`.trimEnd()}\n\n${describe}\n\nFlags:\n${table([...rows, GLOBAL[0]])}`;
}

/** All commands, or those of one family. */
function overview(family: string | undefined): string {
  const rows = Object.entries<CommandUsage>(COMMANDS)
    .filter(([name]) => family === undefined || name.startsWith(`${family} `))
    .map(([name, { positionals, describe }]) => [`onetape ${name} ${positionals}`.trimEnd(), describe] as const);
  const start = family === undefined ? 'onetape <command>' : `onetape ${family} <command>`;
  return `${start}\n\nCommands:\n${table(rows)}\nFlags:\n${table(GLOBAL)}\n${start} --help says more.\n`;
}

function table(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
