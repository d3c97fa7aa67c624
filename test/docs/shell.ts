import { execFileSync } from 'node:child_process';

/** A command of a block: its words, as the shell has read them, and the line it stands on, from 0. */
export interface Call {
  readonly line: number;
  readonly words: readonly string[];
}

/**
 * Reads a block as the shell does, with its loops, quotes and variables, and returns the commands instead of running
 * them: every command is a function that says its words. With no PATH nothing else can run.
 */
export function callsOf(script: string): readonly Call[] {
  const say = `say() { printf '%s\\0' "$@" $'\\n'; }; `;
  const named = ['npx', 'npm', 'onetape', 'node', 'cd'].map((name) => `${name}() { say "$BASH_LINENO" ${name} "$@"; }; `).join('');
  const other = 'command_not_found_handle() { say "$BASH_LINENO" "$@"; }; ';
  const out = execFileSync('bash', ['--noprofile', '--norc', '-c', `${say}${named}${other}PATH=/nowhere\n${script}`], { encoding: 'utf8' });
  return out
    .split('\0\n\0')
    .slice(0, -1)
    .map((call) => {
      const [line, ...words] = call.split('\0');
      return { line: Number(line) - 2, words };
    });
}
