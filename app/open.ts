import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const OPENERS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Shows a file in the user's browser, and does not wait for it. Where there is no browser nothing happens. */
export function openInBrowser(path: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, pathToFileURL(path).href], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
