/**
 * JSON in the one form that RFC 8785 gives a value: no white space, members sorted by UTF-16 code units, numbers and
 * strings as ECMAScript writes them. What is hashed is written with it once, and never written again.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members: string[] = [];
  // An object whose members are looked at one by one, whatever they are.
  const object = value as Readonly<Record<string, unknown>>;
  // By UTF-16 code units, as strings are compared without a comparison of our own, which takes twice the time.
  for (const name of Object.keys(object).sort()) {
    const member = object[name];
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${canonicalJson(member)}`);
  }
  return `{${members.join()}}`;
}
