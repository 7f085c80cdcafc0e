/** The one sentence that says a board, in English. */

export const sentenceEn = {
  at: 'At {time} in {clock}: {what}.',
  /** Where the time has a date, or is a date alone. */
  asOf: 'As of {time} in {clock}: {what}.',
  final: 'Final as of {time} in {clock}: {what}.',
  /** The same of what a board calls by a word of its own, whose grammar is not known. */
  own: {
    at: '{kind} at {time} in {clock}: {what}.',
    asOf: '{kind} as of {time} in {clock}: {what}.',
    final: '{kind}, final as of {time} in {clock}: {what}.',
    confirmed: '{count} confirmed',
    reported: '{count} reported',
    atLeast: 'at least {count} reported',
    reach: 'up to {high} reported',
    /** After a number that is reported itself. */
    upTo: 'up to {high}',
    open: 'at least {low} reported',
  },
  /** What is counted where a board brings no kinds of its own: confirmed, reported, and without an upper bound. */
  confirmed: {
    registration: { one: '{count} registration confirmed', other: '{count} registrations confirmed' },
    arrest: { one: '{count} person confirmed arrested', other: '{count} people confirmed arrested' },
  },
  reported: {
    registration: { one: '{count} person registered', other: '{count} people registered' },
    arrest: { one: '{count} person reported arrested', other: '{count} people reported arrested' },
  },
  atLeast: {
    registration: { one: 'at least {count} person registered', other: 'at least {count} people registered' },
    arrest: {
      one: 'at least {count} person reported arrested',
      other: 'at least {count} people reported arrested',
    },
  },
  reach: 'reports reach {high}',
  reached: 'reports reached {high}',
  open: 'reports say at least {low}',
  opened: 'reports said at least {low}',
  all: 'in {place}',
  part: '{most} of them in {place}',
  most: {
    one: 'in {count} place, {most} of them in {place}',
    other: 'in {count} places, most in {place} ({most})',
  },
  tied: { one: 'in {count} place', other: 'in {count} places, up to {most} in one' },
  updates: { one: '{count} update and no numbers', other: '{count} updates and no numbers' },
  nothing: 'No number stands.',
  nothingFinal: 'It has ended; no number stands.',
  starts: 'It starts on {day} at {hour} local time, first in {zone}.',
  startsAtOnce: 'It starts on {day} at {hour} in {zone}.',
  due: 'It was to start on {day} at {hour} local time, first in {zone}.',
  dueAtOnce: 'It was to start on {day} at {hour} in {zone}.',
  planned: 'It has not started.',
} as const;
