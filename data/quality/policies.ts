import { ConfigError } from '../../engine/model/errors.ts';
import { CHECK_NAMES, CHECKS, type CheckName, type Policy } from './checks.ts';

/** Policies by the names of their checks. */
export type Policies = Readonly<Partial<Record<CheckName, Policy>>>;

/** Reads policies that a user wrote; throws a ConfigError for a check that does not exist and for a policy it cannot have. */
export function policiesOf(given: Readonly<Record<string, string>>): Policies {
  const policies: Partial<Record<CheckName, Policy>> = {};
  for (const [name, text] of Object.entries(given)) {
    const check = CHECK_NAMES.find((one) => one === name);
    if (check === undefined) throw new ConfigError(`Expected a check of ${CHECK_NAMES.join(', ')}, but it was "${name}"`);
    const policy = CHECKS[check].policies.find((one) => one === text);
    if (policy === undefined)
      throw new ConfigError(`Expected the policy of the check ${check} to be ${CHECKS[check].policies.join(', ')}, but it was "${text}"`);
    policies[check] = policy;
  }
  return policies;
}
