/** What a page that only reads needs stands alone: with `LIMITS` it would load them all. */
/** Rows of the feed in a snapshot, and points of its series. */
export const FEED_ROWS = 20;
export const SERIES_POINTS = 520;
/** Code points of the url and of the title of a source. */
export const SOURCE_CODE_POINTS = 500;
/** Rows of the feed that a page may keep: so many of the newest are completed by ticks. */
export const FEED_ROWS_KEPT = 200;
/** Rows of one page of `feed`, and lines of one of `entries`, at most. */
export const FEED_PAGE_MAX = 100;
export const ENTRIES_PAGE_MAX = 1_000;

/** Every bound of the public contract, in one place: schemas, doors, documents and tests read them here. */
export const LIMITS = {
  /** Bytes of one JSON request body, and of one socket frame from a client. */
  jsonBytes: 64 * 1024,
  /** Bytes of a request's address and headers. */
  headerBytes: 16_384,
  /** Bytes of one NDJSON or array body with many entries. */
  bulkBytes: 5 * 1024 * 1024,
  /** Entries of one batch. */
  batch: 10_000,
  /** Nesting of arrays and objects in anything posted. */
  depth: 20,
  /** Fields of one object in anything posted: no form has a third of them. */
  fields: 100,
  /** Code points of a text or a reason. */
  textCodePoints: 2_000,
  /** Sources of one entry. */
  sources: 8,
  sourceCodePoints: SOURCE_CODE_POINTS,
  /** The largest number that a count may state. */
  count: 10_000_000_000,
  /** Milliseconds by which an `asOf` may be ahead of the server's clock. */
  asOfAheadMs: 60_000,
  /** Lines of one page of `entries`: when nothing is asked for, and at most. */
  entriesPage: 100,
  entriesPageMax: ENTRIES_PAGE_MAX,
  /** Bytes of the lines of one page, whatever their number; one line alone may be longer. */
  entriesPageBytes: 1024 * 1024,
  /** Points of a board's own series, and of one asked for with its own range and step. */
  seriesPoints: SERIES_POINTS,
  seriesPointsMax: 5_000,
  feedRows: FEED_ROWS,
  /** Where more than a snapshot's are asked for. */
  feedPageMax: FEED_PAGE_MAX,
  feedRowsKept: FEED_ROWS_KEPT,
  /** Posts of a feed for feed readers. */
  feedItems: 50,
  /** Posts that are looked at for one question with a filter. */
  feedSearched: 20_000,
  /** Pinned posts that are listed. */
  feedPinned: 20,
  /** Kinds that one board counts. */
  kinds: 4,
  /** Places, claimants and named zones of one board. */
  places: 5_000,
  /** Levels of places, one within another. Numbers are added up level by level: thousands would exhaust the stack. */
  placeLevels: 20,
  claimants: 100,
  /** Other names of one place. */
  aliases: 20,
  contacts: 50,
  zones: 100,
} as const;
