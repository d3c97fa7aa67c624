import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dependencyOf } from '../../app/init/dependency.ts';
import { demoPrices } from '../../app/init/prices.ts';
import { folder, onetape } from './in-process.ts';

/** The package.json that `init` writes into a folder of that name. */
async function packageIn(name: string): Promise<{ name: string; dependencies: { onetape: string } }> {
  const cwd = folder();
  await onetape(cwd, ['init', name]);
  return JSON.parse(readFileSync(join(cwd, name, 'package.json'), 'utf8'));
}

// That the project's own test passes and its types hold is shown by test/docs, which walks through the README.
describe('onetape init', () => {
  it('makes a project that runs as it stands', async () => {
    const cwd = folder();
    expect(await onetape(cwd, ['init', 'My Project'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Next: cd "My Project" && npm install && npm test && npx onetape backtest run.json\n'),
    });
    const { code, out, err } = await onetape(join(cwd, 'My Project'), ['backtest', 'run.json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Round trips +[1-9]/);
  });

  it('takes the current folder where it is empty', async () => {
    const cwd = folder();
    expect((await onetape(cwd, ['init', '.'])).out).toContain('Next: npm install');
    expect(readdirSync(cwd)).toEqual(
      expect.arrayContaining([
        '.gitignore',
        'README.md',
        'data',
        'package.json',
        'run.json',
        'strategy.test.ts',
        'strategy.ts',
        'tsconfig.json',
      ]),
    );
  });

  it('refuses a folder that is not empty, and a file', async () => {
    const cwd = folder({ 'a.txt': 'x' });
    expect(await onetape(cwd, ['init', '.'])).toMatchObject({
      code: 2,
      err: 'Expected a new or an empty folder, but it was ".", which is not empty\n',
    });
    expect(await onetape(cwd, ['init', 'a.txt'])).toMatchObject({
      code: 2,
      err: 'Expected a new or an empty folder, but it was "a.txt", which is a file\n',
    });
    expect(readdirSync(cwd)).toEqual(['a.txt']);
  });

  it('says nothing when it is to be quiet', async () => {
    expect(await onetape(folder(), ['init', 'p', '--quiet'])).toMatchObject({ code: 0, out: '' });
  });

  it.each([
    ['My Project', 'my-project'],
    ['_a+b_', 'a-b_'],
    ['onetape', 'onetape-project'],
    ['...', 'my-project'],
  ])('calls the package of "%s" "%s", a name that npm takes', async (name, expected) => {
    expect((await packageIn(name)).name).toBe(expected);
  });

  it('asks for a clone by its folder', async () => {
    expect((await packageIn('p')).dependencies.onetape).toMatch(/^file:.*[^/]$/);
  });
});

describe('what a new project asks npm for', () => {
  /** A folder in which npm has installed onetape, and what it wrote down about it. */
  function installed(resolved: string | undefined): { readonly root: string; readonly top: string } {
    const top = folder();
    const root = join(top, 'node_modules', 'onetape');
    mkdirSync(root, { recursive: true });
    const packages = { 'node_modules/onetape': { version: '1.2.3', resolved } };
    if (resolved !== undefined) writeFileSync(join(top, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
    return { root, top };
  }

  it.each([
    ['a tarball by its file', 'file:../dist/onetape-1.2.3.tgz', 'file:../../dist/onetape-1.2.3.tgz'],
    ['a tarball in a folder with a space', 'file:../my%20files/onetape-1.2.3.tgz', 'file:../../my files/onetape-1.2.3.tgz'],
    ['the registry by the version', 'https://registry.npmjs.org/onetape/-/onetape-1.2.3.tgz', '^1.2.3'],
    ['another package manager by the version', undefined, '^1.2.3'],
  ])('is %s', (_, resolved, expected) => {
    const { root, top } = installed(resolved);
    expect(dependencyOf(root, '1.2.3', join(top, 'project'))).toBe(expected);
  });

  it('is a clone by its folder', () => {
    const top = folder();
    expect(dependencyOf(join(top, 'onetape'), '1.2.3', join(top, 'work', 'project'))).toBe('file:../../onetape');
  });
});

it('the made-up prices are the same everywhere', () => {
  const prices = demoPrices();
  expect(prices.split('\n').slice(0, 3)).toEqual([
    'date,open,high,low,close,volume',
    '2022-01-03,99.39,99.67,96.03,96.46,883538',
    '2022-01-04,96.58,97.03,95.30,95.77,210404',
  ]);
  expect(createHash('sha256').update(prices).digest('hex')).toBe('3f21069107350ad367598d5bc24b85a326670bdd94ec1077abbd8c61811efd66');
});
