/** Numbers for names that recur line after line (places, claimants): a column needs 4 bytes for each use. */
export interface Numbering<Name extends string = string> {
  /** The name's number, from 1; a name not seen before takes the next. */
  numberOf(name: Name): number;
  /** The name's number, or undefined where it was never seen. */
  find(name: string): number | undefined;
  /** The name with this number; undefined for 0, which stands for none. */
  nameOf(number: number): Name | undefined;
  /** Every name, in the order of their numbers. */
  names(): Name[];
}

/** @param first names that have the first numbers, from 1 */
export function createNumbering<Name extends string = string>(first: readonly Name[] = []): Numbering<Name> {
  const names: (Name | undefined)[] = [undefined, ...first];
  const numbers = new Map<string, number>(first.map((name, index) => [name, index + 1]));
  return {
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      names.push(name);
      numbers.set(name, names.length - 1);
      return names.length - 1;
    },
    find: (name) => numbers.get(name),
    nameOf: (number) => names[number],
    names: () => names.flatMap((name) => name ?? []),
  };
}
