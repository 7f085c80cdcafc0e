/** The chart's words in English. They are a file of their own because the chart is loaded on its own. */
import type { AnyLanguage } from './messages.ts';

export const chartEn = {
  modes: { label: 'Show', cumulative: 'Cumulative', interval: 'Per interval' },
  ranges: { label: 'Range', '15m': '15 min', '1h': '1 h', '6h': '6 h', '24h': '24 h', all: 'All' },
  per: {
    minutes: { one: 'per minute', other: 'per {count} minutes' },
    hours: { one: 'per hour', other: 'per {count} hours' },
    days: { one: 'per day', other: 'per {count} days' },
  },
  goal: 'Goal {count}',
  reportedRange: 'reported',
  /** How far the claimants of a number differ. */
  claims: { span: 'claims from {low} to {high}' },
  nothingSince: 'nothing received since {time}',
  nothing: 'No numbers to show',
  notes: {
    time: '{place} time.',
    axisStart: '{kind}: the axis starts at {count}.',
    /** Of kinds that have a sentence of their own. */
    axisStarts: { registration: 'The registrations axis starts at {count}.' },
    goalAbove: 'The goal of {count} lies above this view.',
    goalAboveOf: '{kind}: the goal of {count} lies above this view.',
    diamond: { one: 'One diamond is one update.', other: 'One diamond is {count} updates.' },
    bar: {
      minutes: { one: 'One bar is one minute,', other: 'One bar is {count} minutes,' },
      hours: { one: 'One bar is one hour,', other: 'One bar is {count} hours,' },
      days: { one: 'One bar is one day,', other: 'One bar is {count} days,' },
    },
    zero: 'all bars start at zero.',
    zeroUnfinished: 'all bars start at zero; the last, hatched bar is not finished.',
    outlined: 'Filled is confirmed, outlined is reported.',
    dashed: 'A solid line is confirmed, a dashed one is reported.',
    claims: 'Hatched backwards: from the lowest to the highest of what the claimants say.',
    marks: 'A small triangle marks a correction, a retraction or a falling number.',
    coarse: 'The finer figures did not arrive; what is drawn is coarser than this view could show.',
  },
  options: {
    place: 'Place',
    allPlaces: 'All places',
    claimant: 'Counted by',
    headline: 'As in the big figures',
    bucket: 'One bar',
    fitting: 'As it fits',
    whole: 'Whole range',
  },
  keys: 'Key updates',
  disputed: 'Disputed',
  /** The kinds of a board that brings none, as they are counted. */
  counted: {
    registration: { one: '{count} registration', other: '{count} registrations' },
    arrest: { one: '{count} arrest', other: '{count} arrests' },
    update: { one: '{count} update', other: '{count} updates' },
  },
  cursor: {
    label: 'Read the chart at a time',
    hint: 'Left and right arrow: one step. Home, End: the ends. Escape: stop reading. Plus, minus: zoom. Shift with an arrow: move. 0: the whole range. Page Up, Page Down: the next mark, the one before.',
    at: '{time}:',
    between: '{from} to {to}:',
    range: '{said} (reported {range})',
    own: '{kind}: {count}',
    none: 'no number',
    /** Beside the numbers, where there is something to be said. */
    key: 'key update {number}: {text}',
    words: '{kind}: “{words}”',
    carried: '{kind}: nothing newer from {time} on',
    clocksForward: 'the clocks go forward here',
    clocksBack: 'the clocks go back here',
  },
  marks: {
    corrected: 'corrected at {time}',
    retracted: 'retracted at {time}',
    fell: 'the number fell at {time}',
    change: 'from {was} to {now}',
    why: '{what}: “{why}”',
  },
  /** The chart as a table. */
  table: {
    known: 'What was known at these times, {clock} time.',
    added: 'What was added {length}, {clock} time.',
    claims: '{kind}, claims',
  },
  canvas: {
    title: 'The day so far, {from} to {to} {place} time.',
    rose: '{kind} rose from {first} to {last}.',
    fell: '{kind} fell from {first} to {last}.',
    stayed: '{kind} stayed at {last}.',
    went: '{kind}: from {first} to {last}.',
    held: '{kind}: {last} throughout.',
    unknown: '{kind}: no number.',
    goal: 'The goal is {goal}.',
    reported: 'Reported are {range}.',
    claims: 'Claims go from {low} to {high}.',
    table: 'A table follows.',
  },
};

export type ChartWords = AnyLanguage<typeof chartEn>;
