import type { Field } from './frame.ts';

/** A field of a message by name; of some only from one server version on, or up to another one. */
export type Named = string | readonly [name: string, from: number, before?: number];

/** The fields of a message, in their order. */
export type Layout = readonly Named[];

/** A message that is not as the protocol has it. */
export class Unlike extends Error {
  override readonly name = 'Unlike';
}

/** The names of a message's fields at a server version. */
export const namesAt = (layout: Layout, version: number): string[] =>
  layout.flatMap((named) => {
    if (typeof named === 'string') return [named];
    const [name, from, before = Number.POSITIVE_INFINITY] = named;
    return version >= from && version < before ? [name] : [];
  });

/** The values of a message that came, by name. Throws an Unlike where it has more fields or less than the version says. */
export function valuesOf(layout: Layout, fields: readonly string[], version: number): Readonly<Record<string, string>> {
  const names = namesAt(layout, version);
  if (fields.length === names.length) return Object.fromEntries(names.map((name, k) => [name, fields[k]!]));
  throw new Unlike(`${fields.length} fields where version ${version} has ${names.length}`);
}

/** The fields of a message that is sent; what is not given is empty. */
export const fieldsOf = (layout: Layout, values: Readonly<Record<string, Field>>, version: number): Field[] =>
  namesAt(layout, version).map((name) => values[name]);
