/** The 16 bytes of a UUID, as they are stored and hashed. @throws TypeError for any other text */
export function uuidToBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new TypeError(`An entry's id takes a UUID, not ${JSON.stringify(uuid)}.`);
  return bytes;
}
