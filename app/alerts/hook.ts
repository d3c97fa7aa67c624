import { ConfigError } from '../../engine/model/errors.ts';
import type { Deliver } from './alert.ts';
import { isUrl } from './is-url.ts';
import { post } from './post.ts';
import { runCommand } from './run-command.ts';

/**
 * Makes what a run file names as a hook ready: a command of the shell that runs in `cwd`, or a URL in which `${NAME}` stands for a variable of
 * the environment, so that no token has to stand in the run file. Throws a ConfigError where a variable is missing.
 */
export function deliverBy(hook: string, cwd: string, env: Readonly<Record<string, string | undefined>>): Deliver {
  if (!isUrl(hook)) return (alert, signal) => runCommand(hook, cwd, alert, signal);
  const url = hook.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = env[name];
    if (value === undefined || value === '')
      throw new ConfigError(`Expected ${name} in the environment for the address of "notify", but it was missing`);
    return encodeURI(value);
  });
  if (!URL.canParse(url)) throw new ConfigError(`Expected an address in "notify", but it was "${hook}"`);
  return (alert, signal) => post(url, alert, signal);
}
