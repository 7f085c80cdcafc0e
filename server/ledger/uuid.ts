/** UUIDs between their written form and the 16 bytes that are stored and hashed. */

export function uuidToBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new TypeError(`An entry's id takes a UUID, not ${JSON.stringify(uuid)}.`);
  return bytes;
}

/** From 32 hexadecimal digits, lower case. */
export function uuidFromHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
