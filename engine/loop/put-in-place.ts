type Tree = Record<string, unknown>;

/**
 * Makes an object equal to another one without replacing it, or what lies in it where both have an object or both a list
 * there: who holds a part of it since setup goes on holding that part.
 */
export function putInPlace(target: Tree, saved: Readonly<Tree>): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(saved, key)) delete target[key];
  for (const [key, value] of Object.entries(saved)) {
    const own = target[key];
    if (isTree(own) && isTree(value) && Array.isArray(own) === Array.isArray(value)) {
      if (Array.isArray(own)) own.length = (value as unknown as readonly unknown[]).length;
      putInPlace(own, value);
    } else target[key] = value;
  }
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
