/** What the list of posts says beside them, in English. */

export const feedEn = {
  filter: 'Filter',
  all: 'All',
  key: 'Key',
  more: 'Search',
  text: 'In the text',
  place: 'Place',
  anyPlace: 'Any place',
  status: 'Status',
  anyStatus: 'Any status',
  corrected: 'Corrected',
  keyOnly: 'key updates',
  quoted: '“{words}”',
  none: 'No posts fit: {filter}.',
  noneYet: 'None of the posts looked at so far fit: {filter}.',
  clear: 'Clear the filter',
} as const;
