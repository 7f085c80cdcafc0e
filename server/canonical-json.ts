/**
 * JSON in the one form that RFC 8785 gives a value: no white space, members sorted by UTF-16 code units, numbers and
 * strings as ECMAScript writes them. What is hashed is written with it once, and never written again.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members: string[] = [];
  // Object.entries is typed for objects; `value` is one, whatever its members are.
  for (const [name, member] of Object.entries(value).sort(byName)) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${canonicalJson(member)}`);
  }
  return `{${members.join()}}`;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
