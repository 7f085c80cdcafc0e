/** The wave in English. */

export const waveEn = {
  heading: 'The wave',
  zone: 'Zone',
  localTime: 'Local time',
  start: 'Start',
  startIn: 'Start, {clock} time',
  started: 'started',
  startsIn: 'starts in {time}',
  startsAt: 'starts {time}, {clock} time',
  confirmed: '{kind}, confirmed',
  tick: '{hour} local time',
  scale: 'a full column: {count} in {minutes} min',
  lowered: 'the number was lowered',
  outside: 'The columns tell of {from} to {to}; the numbers hold what was before and after.',
  where: 'Where',
  more: { one: 'and {count} more', other: 'and {count} more' },
  localStart: 'Local start',
  clockTime: '{clock} time',
  left: 'Starts in',
} as const;
