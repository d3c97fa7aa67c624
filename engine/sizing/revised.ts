import type { Sizer, SizerModel, SizingDesk, SizingRequest } from './sizer.ts';

/** Changes the units that another sizer finds; where it finds none, none are. */
export function revised(of: SizerModel, change: (units: number, request: SizingRequest, desk: SizingDesk) => number): SizerModel {
  return (desk): Sizer => {
    const inner = of(desk);
    return (request) => {
      const units = inner(request);
      return typeof units === 'number' ? change(units, request, desk) : units;
    };
  };
}
