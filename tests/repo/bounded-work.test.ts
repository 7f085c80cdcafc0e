/**
 * Where the sources do work that grows with a text: each place says here what bounds that text before. A new one fails
 * this test until somebody has looked. (tests/shared/long-input.test.ts tries the schemas with 5 MB at every field.)
 */
import { expect, test } from 'vitest';
import { listFiles, readText } from '../support/repository.ts';

const HEADER = 'a header: all of them together are at most 16 KB';
const OWN = 'text of our own making';
const FORM = 'an anchored pattern: it reads no further than the longest that it takes';
const TYPED = 'what its reader typed, in their own browser; the server checks what comes of it';

/** By file: the work, and what bounds its text. */
const BOUNDS: Readonly<Record<string, [work: string, bound: string]>> = {
  'server/canonical-json.ts': ['sort', 'the fields of a form that a schema has taken'],
  'server/people/invites.ts': ['normalize', 'a name that newNameSchema has taken'],
  'server/people/passwords.ts': [
    'exec normalize replaceAll',
    'a password of at most 200 characters; hashes of our own',
  ],
  'server/people/sign-in-limit.ts': ['exec split', 'an address: of the socket, or of a header'],
  'server/doors/http/send-reply.ts': ['replace split test', HEADER],
  'server/doors/http/body.ts': [
    'split',
    'a body of at most the bytes that its route takes, cut once, into lines',
  ],
  'server/doors/outputs/card-drawer.ts': ['URL', OWN],
  'server/doors/outputs/card-worker.ts': ['test', 'a picture of our own making, whose texts were cut'],
  'server/doors/pages/choose-page.ts': ['sort', 'numbers of the changes and erasures of one entry'],
  'server/doors/pages/fold-report.ts': [
    'sort toSorted',
    'delays, each as exact as it is said: some thousand different ones; the gaps that are listed',
  ],
  'server/doors/pages/reports.ts': [
    'sort split',
    'numbers of the changes and erasures of one entry; a piece of an export, which ends after 128 kB',
  ],
  'server/doors/http/cookies.ts': ['split test', HEADER],
  'server/doors/http/table-rows.ts': ['replaceAll test', 'cells of an entry that a schema has taken'],
  'server/doors/http/front.ts': ['URLSearchParams exec test', HEADER],
  'server/doors/http/http.ts': ['URLSearchParams', 'an address, which is in the head: at most 16 KB'],
  'server/doors/origin.ts': ['URL split test', HEADER],
  'server/doors/socket/packet-sieve.ts': ['split test', 'bytes that the intake of the session has counted'],
  'server/fold-name.ts': ['normalize', 'a name that a schema has taken, or of our own store'],
  'server/json-pointer.ts': ['replaceAll', 'a key, cut at 100'],
  'server/key-order.ts': ['sort', OWN],
  'shared/address.ts': [
    'URL exec normalize replace search test',
    'isTooLong comes first; stored ones were taken once',
  ],
  'shared/board-schema.ts': ['regex', FORM],
  'shared/different-sources.ts': [
    'URL normalize replace test',
    'sources that a schema has taken: 8 of 500 characters',
  ],
  'shared/feed-filter.ts': [
    'replaceAll',
    'a question of at most 100 characters, texts and names that were taken',
  ],
  'shared/ids.ts': ['exec regex', FORM],
  'shared/kind-words.ts': ['test', FORM],
  'shared/merge.ts': ['sort', 'lists that the server has cut'],
  'shared/paths.ts': ['replace', OWN],
  'shared/person-name.ts': ['RegExp test', 'findNameFault comes first'],
  'shared/protocol.ts': ['regex', FORM],
  'shared/reading/counts.ts': ['RegExp exec replace test', TYPED],
  'shared/reading/instants.ts': ['exec', 'at most LONGEST'],
  'shared/reading/marks.ts': ['replace test', TYPED],
  'shared/reading/sources.ts': ['matchAll replace split test', TYPED],
  'shared/reading/times.ts': ['exec replace test', TYPED],
  'shared/source-title.ts': [
    'normalize replace test',
    'a title and an address that their schemas have taken',
  ],
  'shared/starts.ts': ['sort', 'starts of a board: one for each zone of its places'],
  'shared/text.ts': [
    'normalize replace search test',
    'findTextFault looks at the length first; canonicalText comes after it',
  ],
  'shared/time.ts': ['Intl test', 'at most 64 characters'],
  'shared/zone-clock.ts': ['sort', 'two numbers'],
  'shared/zone-offset.ts': ['Intl', 'a zone that zoneSchema has taken'],
};

const WORK =
  /\.(normalize|split|sort|toSorted|replace|replaceAll|match|matchAll|search|localeCompare|test|exec|regex)\(|new (URL|URLSearchParams|RegExp)\b|\b(Intl)\.[A-Z]\w+\(/g;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
/** What handles what is posted. Counting works on numbers alone, and the ledger on what was taken. */
const sources = listFiles(
  /^(shared\/(?!counting\/)|server\/(desk|people|doors)\/|server\/(fold-name|canonical-json|json-pointer|key-order)\.ts)/,
).filter((file) => file.endsWith('.ts'));

test('E31: work that grows with a text is done where something bounds that text', () => {
  const found = sources.flatMap((file) => {
    const code = readText(file).replace(COMMENT, '');
    const work = [...code.matchAll(WORK)].map(([, method, made, intl]) => method ?? made ?? intl);
    return work.length === 0 ? [] : [[file, [...new Set(work)].sort().join(' ')]];
  });
  const listed = Object.entries(BOUNDS).map(([file, [work]]) => [file, work]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
});

test('E31: each bound says what it is', () => {
  expect(Object.values(BOUNDS).filter(([, bound]) => bound.length < 10)).toEqual([]);
});
