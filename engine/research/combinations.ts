/** Every choice of `size` of the numbers 0 to `count - 1`, in the order of a dictionary. */
export function combinationsOf(count: number, size: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  const choose = (from: number, chosen: readonly number[]): void => {
    if (chosen.length === size) {
      found.push([...chosen]);
      return;
    }
    for (let one = from; one <= count - (size - chosen.length); one++) choose(one + 1, [...chosen, one]);
  };
  choose(0, []);
  return found;
}
