import { TERMINAL } from '../../../app/secrets/ask.ts';

/** Asks twice and takes what is piped, and says what it was told: `node asking.ts`. */
const told = async (): Promise<unknown> => ({
  piped: (await TERMINAL.piped()) ?? null,
  first: (await TERMINAL.hidden('First: ')) ?? null,
  second: (await TERMINAL.hidden('Second: ')) ?? null,
});
process.stdout.write(`\ntold ${await told().then(JSON.stringify, (error: Error) => error.message)}\n`);
