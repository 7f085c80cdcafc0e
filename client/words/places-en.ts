/** The table of places in English. */

export const placesEn = {
  heading: 'Place by place',
  place: 'Place',
  localTime: 'Local time',
  confirmed: '{kind}, confirmed',
  reported: '{kind}, reported',
  asOf: '{kind}, as of',
  lastHour: '{kind} in the last hour',
  sources: 'Sources',
  inside: { one: '{count} place', other: '{count} places' },
  deeper: { one: '{count} place within these', other: '{count} places within these' },
  hourScale: 'In the last hour a column is five minutes, on one scale for all; the tallest is {tallest}.',
  /** {count} of them were heard from, {of} there are. */
  heard: {
    one: 'heard from {count} of {of} places in the last hour',
    other: 'heard from {count} of {of} places in the last hour',
  },
  heardSince: {
    one: 'heard from {count} of {of} places since {time}',
    other: 'heard from {count} of {of} places since {time}',
  },
  within: 'In {place}',
  all: { one: 'The other {count} place', other: 'The other {count} places' },
  whole: { one: 'The {count} place in one table', other: 'All {count} places in one table' },
  elsewhere: 'Elsewhere',
  elsewhereHint: 'in the total, but in none of these places',
  total: 'In all',
  note: 'A dash means that no number stands there. A zero was said.',
  none: 'No places are listed here.',
  doesNotAdd:
    '“{column}” does not add up: its rows hold {more} by others ({others}), which is on top of the total {total} of {claimant}.',
  noTotal: '“{column}”: its rows hold {more} by others ({others}), while {claimant} has none confirmed.',
  moreInside: 'A place can hold more than the places listed in it.',
  caption: 'Numbers for each place. A dash means that no number stands there.',
} as const;
