import { spawn } from 'node:child_process';
import type { Alert } from './alert.ts';

/** So long a command may take, milliseconds, and so much of what it complains of is kept, characters. */
const DEADLINE = 10_000;
const MOST = 500;

/**
 * Runs a command of the shell and gives it the alert on standard input, a line of JSON. Rejects where it cannot be run, does not end with 0, or
 * takes too long: then it is killed, with all that it began.
 */
export function runCommand(command: string, cwd: string, alert: Alert, signal: AbortSignal, deadline = DEADLINE): Promise<void> {
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C on the terminal is for the session, and a shell that is killed leaves what it began.
    const isGroup = process.platform !== 'win32';
    const child = spawn(command, {
      shell: true,
      cwd,
      detached: isGroup,
      windowsHide: true,
      env: withoutSecrets(),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let complaint = '';
    const kill = (): void => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      try {
        if (isGroup) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It is gone already.
      }
    };
    const timer = setTimeout(kill, deadline);
    signal.addEventListener('abort', kill, { once: true });
    const done = (failure?: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      if (failure === undefined) resolve();
      else reject(new Error(failure));
    };
    child.stderr.on('data', (bytes: Buffer) => {
      if (complaint.length < MOST) complaint += bytes.toString('utf8').slice(0, MOST);
    });
    child.on('error', (error) => done(error.message));
    // Not `close`: what it left running in the background may hold its streams open.
    child.on('exit', (code, how) => {
      child.stderr.destroy();
      done(
        code === 0
          ? undefined
          : `${how === null ? `it ended with ${code}` : `it was ended by ${how}`}${complaint === '' ? '' : `: ${complaint.trim()}`}`,
      );
    });
    // It may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(`${JSON.stringify(alert)}\n`);
  });
}

/** The environment without our passphrase and keys: a hook has no need of them. */
const withoutSecrets = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^ONETAPE_(?:SECRET_|.*PASSPHRASE)/.test(name)));
