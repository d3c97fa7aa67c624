import { createInterface } from 'node:readline';

/** Where a person is asked. */
export interface Asked {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks a person to type the id of the account that is to be traded. Undefined where nobody is there to be asked: a pipe is no person, and `--account`
 * is for those. The id is not shown before, so that it has to be known.
 */
export async function askAccount(
  venue: string,
  { input, output }: Asked = { input: process.stdin, output: process.stderr },
): Promise<string | undefined> {
  if (input.isTTY !== true) return undefined;
  const lines = createInterface({ input, output });
  try {
    return await new Promise((resolve) => {
      lines.once('close', () => resolve(undefined));
      lines.question(`Real money at ${venue}. Type the id of the account: `, (line) => resolve(line.trim()));
    });
  } finally {
    lines.close();
  }
}
