/**
 * Builds `dist`: a declaration and a module for each module of the package. What every backtest imports lies together in one
 * `core.js` a house, what smaller commands import in one `base.js`, and modules in their places hand it on (docs/adr/0013). Nothing
 * is done where `dist` is newer than what it is made of; where types are wrong, nothing is built.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = import.meta.dirname;
const BUILT = join(ROOT, 'dist/.built');

/** What a backtest of a strategy's file over a file of bars imports, one after the other, until its page is written. */
const PATH_OF_A_BACKTEST = [
  'app/commands/backtest',
  'app/execute',
  'app/index',
  'app/testing',
  'data/load-file',
  'data/read/open-file',
  'data/read/csv/csv-table',
  'data/quality/check',
  'data/load-stored',
  'app/runs/keep',
  'app/write-reports',
  'reports/html/run-page',
  'reports/text',
  'app/research/run-worth',
  'app/research/worth-text',
];

/** What is there before a command is known, and answers `--help`: these few stay alone. */
const BEFORE = ['app/main', 'app/inlining', 'app/help'];

/** What answers without a run: it imports the smaller file of a house, `base.js`. */
const LIGHT = [
  'app/commands/init',
  'app/commands/runs',
  'app/commands/brokers/ls',
  'app/commands/data/export',
  'app/commands/data/ls',
  'app/commands/secrets/ls',
  'app/commands/session/ls',
  'app/commands/session/tail',
];

const modules = ['engine', 'data', 'reports', 'strategies', 'app'].flatMap((house) =>
  readdirSync(join(ROOT, house), { withFileTypes: true, recursive: true })
    .filter(({ name }) => name.endsWith('.ts'))
    .map(({ parentPath, name }) => join(parentPath, name)),
);
const pathOf = (file) => relative(ROOT, file).replaceAll('\\', '/').replace(/\.ts$/, '');

function isNew() {
  const made = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const own = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => join(ROOT, name));
  return [...own, ...modules].every((file) => statSync(file).mtimeMs < made);
}

function declare() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-b', join(ROOT, 'tsconfig.build.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const STATIC = /^(?:import|export|\}) (?!type\b)(?:[^;]* )?'(\.[^']+)';$/gm;

/** Modules, what they import as they are loaded, and that in turn. */
function reach(paths) {
  const found = new Set(paths.map((path) => join(ROOT, `${path}.ts`)));
  for (const file of found) for (const [, path] of readFileSync(file, 'utf8').matchAll(STATIC)) found.add(resolve(dirname(file), path));
  return found;
}

async function bundle() {
  const { build } = await import('rolldown');
  const light = reach(LIGHT);
  const before = reach(BEFORE);
  const together = new Set([...reach(PATH_OF_A_BACKTEST)].filter((file) => !before.has(file)));
  const fileOf = (file) => `${pathOf(file).split('/')[0]}/${light.has(file) ? 'base' : 'core'}`;
  await build({
    input: Object.fromEntries(modules.map((file) => [pathOf(file), file])),
    // What is imported keeps its name in each module that hands it on.
    treeshake: false,
    platform: 'neutral',
    // With the modules around it, an import that could wait costs nothing.
    checks: { ineffectiveDynamicImport: false },
    preserveEntrySignatures: 'allow-extension',
    // A module that stands alone is imported from its own place.
    plugins: [
      {
        name: 'alone',
        resolveId(source, importer) {
          if (importer === undefined) return null;
          if (!source.startsWith('.')) return { id: source, external: true };
          const file = resolve(dirname(importer), source);
          return together.has(file) ? file : { id: file.replace(/\.ts$/, '.js'), external: true };
        },
        // Rolldown makes variables of classes; of a constant V8 knows what it is.
        renderChunk: (code) => code.replace(/^var (?=[\w$]+ = class\b)/gm, 'const '),
      },
    ],
    output: {
      dir: join(ROOT, 'dist'),
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      minifyInternalExports: false,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ debugName: 'together', name: (id) => (together.has(id) ? fileOf(id) : null) }],
      },
    },
  });
}

if (!isNew()) {
  declare();
  await bundle();
  writeFileSync(BUILT, '');
}
