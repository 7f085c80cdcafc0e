/** Single values as they are typed in the form, and what they are read as. What cannot be read is sent as it stands, to be refused. */
import type { Localized } from '#shared/text.ts';

/** One name where the languages agree or one is left out. */
export function nameOf(en: string, ru: string): Localized {
  const [english, russian] = [en.trim(), ru.trim()];
  return english === '' || russian === '' || english === russian
    ? english || russian
    : { en: english, ru: russian };
}

export function bothOf(text: Localized | undefined): { en: string; ru: string } {
  return typeof text === 'object' ? { en: text.en, ru: text.ru } : { en: text ?? '', ru: '' };
}

/** `500 000` and `500,000` are one number. */
export function readWhole(typed: string): number | string {
  return readNumber(typed.replace(/[\s\u00A0\u202F,]/g, ''), typed);
}

/** A comma is a decimal point in Russian, and a long dash is what sheets make of a minus. */
export function readDegrees(typed: string): number | string {
  return readNumber(typed.trim().replace(',', '.').replace('−', '-'), typed);
}

function readNumber(text: string, typed: string): number | string {
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? typed.trim() : number;
}

/** Seconds in each unit of a length of time, the longest first. */
export const UNITS = { h: 3_600, min: 60, s: 1 } as const;
export type Unit = keyof typeof UNITS;

/** 300 seconds are `5` `min`. Nothing is `''` `min`. */
export function writeLength(seconds: number | undefined): { every: string; unit: Unit } {
  if (seconds === undefined) return { every: '', unit: 'min' };
  const [unit] = (Object.keys(UNITS) as Unit[]).filter((length) => seconds % UNITS[length] === 0);
  return { every: String(seconds / UNITS[unit ?? 's']), unit: unit ?? 's' };
}

export function readLength(every: string, unit: string): number | string {
  const count = readDegrees(every);
  const seconds = UNITS[unit as Unit];
  // 0.1 of an hour is 359.99999999999994 seconds to a computer.
  return typeof count === 'string' ? count : Math.round(count * seconds * 1_000) / 1_000;
}

/** Other names: parted by commas, or by semicolons where a name has a comma in it. */
export function writeNames(names: readonly string[] | undefined): string {
  return (names ?? []).join(names?.some((name) => name.includes(',')) ? '; ' : ', ');
}

export function readNames(typed: string): string[] {
  return typed
    .split(typed.includes(';') ? ';' : ',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
