/** What the light outputs say in English: the text page, the line, the badge, the feeds and the calendar. */

export const outputsEn = {
  real: 'A real event: neither a replay nor a simulation.',
  replayed: 'Replay',
  simulated: 'Simulated',
  noNumbers: 'no numbers yet',
  post: '{time} ({age} ago)',
  retractedWas: 'Before that it said: {what}',
  sources: 'Sources: {sources}',
  against: 'Disputed by: {sources}',
  placesBy: 'Place by place: {kind}',
  stated: '{status}, as of {time}, {claimant}',
  revised: '{what} {time}:',
  old: 'The server cannot be reached. This is what it said on {time}.',
  changed: '{name}: {was} → {now}',
  none: 'none',
  feedTitle: '{title}: what happened',
  start: '{title}: {zone} ({places})',
  startSays: 'It starts at {clock} by the clocks of {places}.',
  cardAt: 'Published {time}, entry {seq}',
  badge: '{title}: {kind}, {figure}',
};
