import type { ContractCase } from './case.ts';
import { CHANGES } from './cases/changes.ts';
import { CONNECTION } from './cases/connection.ts';
import { FILLS } from './cases/fills.ts';
import { LINKS } from './cases/links.ts';
import { ORDERS } from './cases/orders.ts';
import { SAFETY } from './cases/safety.ts';
import { UNKNOWN } from './cases/unknown.ts';

/** What every broker passes: simulator, paper, and each adapter of a venue. */
export const CASES: readonly ContractCase[] = [...ORDERS, ...FILLS, ...CHANGES, ...LINKS, ...UNKNOWN, ...CONNECTION, ...SAFETY];
