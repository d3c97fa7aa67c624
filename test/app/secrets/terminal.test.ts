import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const COMMAND = [
  process.execPath,
  '--import',
  import.meta.resolve('jiti/register'),
  fileURLToPath(new URL('./asking.ts', import.meta.url)),
];

/** `script` of util-linux gives a command a terminal of its own. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

/** What a terminal shows while these keys are pressed, each once its question stands there. */
async function typed(keys: readonly string[], command = COMMAND.join(' ')): Promise<string> {
  const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let shown = '';
  const left = [...keys];
  child.stdout.on('data', (text) => {
    shown += String(text);
    if (/(?:First|Second): $/.test(shown)) child.stdin.write(left.shift() ?? '');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return shown.replaceAll('\r', '');
}

describe.skipIf(!hasTerminal)(`on a terminal${hasTerminal ? '' : ' (skipped: there is no program that gives one)'}`, () => {
  it('what is typed is read and not shown', async () => {
    expect(await typed(['horse-battery\r', 'zürich🎞\r'])).toBe(
      'First: \nSecond: \n\ntold {"piped":null,"first":"horse-battery","second":"zürich🎞"}\n',
    );
  });

  it('a key is taken back, a line is begun anew, and other keys are nothing', async () => {
    expect(await typed(['horsf\u007fe\r', 'wrong\u0015bat\u001b\ttery\r'])).toContain('"first":"horse","second":"battery"}');
  });

  it('Ctrl-C ends it', async () => {
    expect(await typed(['hor\u0003'])).toContain('told Expected an answer to "First:", but it was "interrupted"');
  });

  it('standard input is a pipe, and yet there is somebody to ask', async () => {
    const shown = await typed(['horse\r', 'battery\r'], `echo a-key | ${COMMAND.join(' ')}`);
    expect(shown).toContain('told {"piped":"a-key\\n","first":"horse","second":"battery"}');
    expect(shown.split('told')[0]).toBe('First: \nSecond: \n\n');
  });
});

it('without a terminal there is nobody to ask', () => {
  const [program, ...args] = COMMAND;
  const { stdout } = spawnSync('setsid', ['-w', program!, ...args], { input: 'a-key', encoding: 'utf8' });
  expect(stdout).toBe('\ntold {"piped":"a-key","first":null,"second":null}\n');
});
