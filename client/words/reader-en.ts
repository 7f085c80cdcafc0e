/** What the page says to who comes back, is read to, or wants to be told, in English. */

export const readerEn = {
  left: 'Since you left',
  leftAt: 'You left at {time}, {age} ago.',
  was: 'It said {was}.',
  up: '{kind} went from {was} to {now}, up {by}.',
  down: '{kind} went from {was} to {now}, down {by}.',
  first: '{kind}: {now}. There was no number before.',
  gone: '{kind}: the number {was} was withdrawn.',
  key: '{time}, {where}: {text}',
  more: { one: 'And {count} more.', other: 'And {count} more.' },
  close: 'Close',
  spoken: 'Spoken summary',
  spokenEvery: { minute: 'each minute', five: 'every 5 minutes', never: 'never' },
  soon: {
    ten: '{hour} reaches {zone} in 10 minutes.',
    one: '{hour} reaches {zone} in 1 minute.',
    now: '{hour} has reached {zone}.',
  },
  notify: 'Notify me of key updates and corrections',
  notifyOff: 'No more notices',
  notifyRefused: 'This browser does not let this page notify you.',
  here: '{hour} here: {title}',
} as const;
