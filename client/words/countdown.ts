/** `12:50` under an hour, `2:14:30` above: what is left, in milliseconds. The same in every language. */
export function writeCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const pad = (part: number) => String(part).padStart(2, '0');
  const minutes = pad(Math.floor(seconds / 60) % 60);
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${minutes}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
