/** The share sheet in English. */
export const shareEn = {
  heading: 'Share this board',
  close: 'Close',
  send: 'Send with an app',
  link: 'Link',
  line: 'As one text message',
  lineWaits: 'The figures are being asked for.',
  lineFailed: 'The figures did not come: try again once the server is reached.',
  sms: 'Write an SMS',
  embed: 'Into a page of your own',
  embedHint: 'The board of this page keeps itself fresh there and needs no script of the page around it.',
  text: 'Text-only page',
  textHint: 'At most 4 kB, without script, for the slowest networks.',
  copy: 'Copy: {what}',
  copied: 'Copied',
  selected: 'Selected: copy it with the keys of your device.',
};
