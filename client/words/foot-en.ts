/** What stands below a board, in English. */

export const footEn = {
  take: 'Take the data',
  table: 'CSV',
  lines: 'Ledger (NDJSON)',
  json: 'JSON',
  atom: 'Atom feed',
  jsonFeed: 'JSON Feed',
  calendar: 'Start times (iCalendar)',
  text: 'Text-only page',
  entry: 'Entry No. {seq}, {time}',
  real: 'A real event: nothing here is replayed or invented.',
  head: 'Head of the chain',
  count: 'How we count',
  countHint: 'Every number is somebody’s claim at some minute. Corrections stay visible.',
  trusted: '{kind}: we show the number of {claimant}. Where there is none, the highest of the others.',
  trustedInOrder:
    '{kind}: we show the number of the first of these who has one: {claimants}. Where none has, the highest of the others.',
  bigConfirmed: '{kind}: the big number is what is confirmed; what is reported stands beneath it.',
  cadence: '{kind}: news is expected every {time}. After twice as long the number is marked as old.',
  kindHints: { arrest: 'A release does not lower the number of arrests.' },
  claimants: 'Who states the numbers',
  privacy: 'This page sets no cookies and logs no addresses.',
} as const;
