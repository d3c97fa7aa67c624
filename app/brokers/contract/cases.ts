import type { ContractCase } from './case.ts';
import { ACCOUNT } from './cases/account.ts';
import { CHANGES } from './cases/changes.ts';
import { CONNECTION } from './cases/connection.ts';
import { FILLS } from './cases/fills.ts';
import { IDENTITY } from './cases/identity.ts';
import { LIMITS } from './cases/limits.ts';
import { LINKS } from './cases/links.ts';
import { ORDERS } from './cases/orders.ts';
import { SAFETY } from './cases/safety.ts';
import { UNKNOWN } from './cases/unknown.ts';

/** What every broker passes: the simulator, and each adapter of a venue. */
export const CASES: readonly ContractCase[] = [
  ...ORDERS,
  ...FILLS,
  ...CHANGES,
  ...LINKS,
  ...IDENTITY,
  ...UNKNOWN,
  ...CONNECTION,
  ...ACCOUNT,
  ...SAFETY,
  ...LIMITS,
];
