import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The charting library's own build for a script element, its licence comment included (TradingView Lightweight Charts, Apache-2.0). */
export function chartsLibrary(): string {
  const home = dirname(createRequire(import.meta.url).resolve('lightweight-charts/package.json'));
  return readFileSync(join(home, 'dist', 'lightweight-charts.standalone.production.js'), 'utf8');
}
