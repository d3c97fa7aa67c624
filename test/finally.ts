const steps: (() => void)[] = [];

/** Something to be done when the tests of the file are over, the last first. */
export const finallyDo = (step: () => void): void => void steps.push(step);

/** Does it. */
export function tidyUp(): void {
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) step();
}
