/** Schemas of free text, made of the law in text.ts and the one of addresses in address.ts. */
import { z } from 'zod';
import type { AddressFault, Scheme } from './address.ts';
import { findAddressFault } from './address.ts';
import { chosenSchema, isObject } from './chosen.ts';
import { LIMITS } from './limits.ts';
import type { Localized, TextFault } from './text.ts';
import { canonicalText, findNameFault, findTextFault } from './text.ts';

/** A text of 1 to `max` code points, in its canonical form. */
export function textSchema(max: number) {
  return lawfulSchema(max, findTextFault);
}

/** The same on one line. */
export function nameSchema(max: number) {
  return lawfulSchema(max, findNameFault);
}

/** A name or a title in one language, or in each of the languages the pages speak. */
export function localizedSchema(name: z.ZodType<string>) {
  const both = z.strictObject({ en: name, ru: name });
  return chosenSchema<Localized>((input) => (isObject(input) ? both : name));
}

/** An address that may become a link. */
export function addressSchema(schemes: readonly Scheme[]) {
  return z.string({ error: sayScheme(schemes) }).transform((address, context) => {
    const fault = findAddressFault(address, schemes);
    if (!fault) return canonicalText(address);
    context.addIssue({ code: 'custom', message: sayAddressFault(fault, schemes) });
    return z.NEVER;
  });
}

function lawfulSchema(max: number, findFault: (text: string, max: number) => TextFault | undefined) {
  return z.string({ error: sayLength(max) }).transform((text, context) => {
    const fault = findFault(text, max);
    if (!fault) return canonicalText(text);
    context.addIssue({ code: 'custom', message: sayTextFault(fault, max) });
    return z.NEVER;
  });
}

function sayTextFault(fault: TextFault, max: number): string {
  switch (fault.what) {
    case 'empty':
    case 'too-long':
      return sayLength(max);
    case 'control':
    case 'bidi':
      return `takes text without control characters or bidirectional overrides: ${sayWhere(fault)}`;
    case 'broken':
      return `takes whole characters: ${sayWhere(fault)}`;
    case 'marks':
      return `takes at most 30 combining marks in a row: more stand from character ${fault.index + 1} on`;
    case 'line-break':
      return `takes one line, without tabs and line breaks: ${sayWhere(fault)}`;
  }
}

function sayAddressFault(fault: AddressFault, schemes: readonly Scheme[]): string {
  switch (fault.what) {
    case 'too-long':
      return sayLength(LIMITS.sourceCodePoints);
    case 'scheme':
      return sayScheme(schemes);
    case 'character':
      return `takes an address without spaces, backslashes and invisible characters: ${sayWhere(fault)}`;
    case 'credentials':
      return 'takes an address without a name or password before the host: what stands before "@" poses as the host';
    case 'host':
      return `${sayScheme(schemes)}, and this names nothing that can be reached`;
  }
}

function sayLength(max: number): string {
  return `takes 1 to ${max.toLocaleString('en')} characters`;
}

function sayScheme(schemes: readonly Scheme[]): string {
  const named = schemes.length === 2 ? schemes.join(' or ') : schemes.join(', ');
  return `takes an ${named} address`;
}

function sayWhere({ index, character }: { index: number; character: string }): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} is character ${index + 1}`;
}
