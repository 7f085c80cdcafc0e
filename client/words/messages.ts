/**
 * What a table of messages is made of. A message is a whole sentence with `{name}` where something is filled in, and
 * `*…*` around what is strong. A counted one has a whole sentence for each plural form, never glued parts.
 */

/** A sentence for each form that the language has; `other` is in every language. */
export type Plural<Form extends Intl.LDMLPluralRule = 'one' | 'other'> = Record<Form, string>;

/** The table of another language: every key of the first, plurals with that language's own forms. */
export type Translated<Table, Form extends Intl.LDMLPluralRule> = {
  [Key in keyof Table]: Table[Key] extends string
    ? string
    : Table[Key] extends Plural
      ? Plural<Form>
      : Translated<Table[Key], Form>;
};

/** A table as its readers take it: any language's. */
export type AnyLanguage<Table> = {
  [Key in keyof Table]: Table[Key] extends string
    ? string
    : Table[Key] extends Plural
      ? AnyPlural
      : AnyLanguage<Table[Key]>;
};
export type AnyPlural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** A plural form with sentences for Russian. */
export type RussianForm = 'one' | 'few' | 'many' | 'other';

/** Puts values where the sentence names them; a name without a value stays as it is, so that it is seen. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
