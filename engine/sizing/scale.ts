import { revised } from './revised.ts';
import type { SizerModel } from './sizer.ts';

/** So many times the units of another sizer. */
export const scale = (of: SizerModel, factor: number): SizerModel => revised(of, (units) => units * factor);
