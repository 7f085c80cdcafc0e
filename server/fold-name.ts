/**
 * A person's name as it is compared: "Ánna" typed on one keyboard and "ÁNNA" on another are one name, whatever case and
 * composition, so that nobody can pass for somebody else. Upper case first: it makes "ß" and "SS" the same.
 */
export function foldName(name: string): string {
  return name.trim().normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
