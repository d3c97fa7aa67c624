import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.ts';
import { ROOT } from './pages.ts';

/** Runs a script of a project's package.json: its tests by the real runner, its types by the real compiler. Throws where it fails. */
export function projectScript(cwd: string, script: string): void {
  if (script === 'vitest run') {
    const argv = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', cwd];
    const env = { ...process.env, NO_COLOR: '1', VITEST: '', VITEST_WORKER_ID: '', VITEST_POOL_ID: '' };
    execFileSync(process.execPath, argv, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } else if (script === 'tsc') {
    // Sources instead of declarations need the types of Node; whatever else the project asks of the compiler stands.
    const project = join(cwd, 'tsconfig.block.json');
    writeFileSync(project, JSON.stringify({ extends: './tsconfig.json', compilerOptions: { types: ['node'] } }));
    const said = compile(cwd, project);
    rmSync(project);
    if (said.length > 0) throw new Error(JSON.stringify(said));
  } else throw new Error(`Expected a script that a test can execute, but it was "${script}"`);
}
