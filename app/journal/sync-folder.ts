import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes sure that what was made or renamed in a folder survives a crash of the machine. Windows does so by itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
