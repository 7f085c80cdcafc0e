/** The replay's words in English: they come with it. */
export const replayEn = {
  name: 'Replay',
  entry: 'Entry number',
  line: 'Entry {seq} of {head}, {time}',
  hint: 'Arrow keys: one entry. Page Up, Page Down: key updates. Escape: back to now.',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  knowledge: 'What is shown',
  asThen: 'As known then',
  asNow: 'With later corrections',
  asNowNote: 'What is known now of the times up to then. Places are told as known then alone.',
  link: 'Link to this moment',
  back: 'Back to now',
  asking: 'Loading',
  busy: 'The server is busy, it is asked again',
  failed: 'No answer came',
};
