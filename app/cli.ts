#!/usr/bin/env node
// Before anything is imported: no local time zone may reach a run.
process.env['TZ'] = 'UTC';

const [{ main }, { ownProcess }] = await Promise.all([import('./main.ts'), import('./inlining.ts')]);
ownProcess();

// A reader that went away, such as `head`, is found out only after the write.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.stderr.write(`Expected standard output to be read to its end, but it was "${error.code ?? error.message}"\n`);
  process.exit(2);
});
process.stderr.on('error', () => process.exit(2));

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  isTTY: process.stdout.isTTY === true,
  columns: process.stdout.columns,
  open(path) {
    void import('./open.ts').then(({ openInBrowser }) => openInBrowser(path));
  },
});

// What an adapter leaves open must not keep a process that has nothing more to do.
setTimeout(() => process.exit(), 2_000).unref();

export {};
