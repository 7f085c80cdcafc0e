/**
 * A person's name in the form in which names are compared: "Ánna" and "ÁNNA" are one, in any case and composition, so that
 * nobody can pass for somebody else. It goes through upper case, which makes "ß" and "SS" the same.
 */
export function foldName(name: string): string {
  return name.trim().normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
