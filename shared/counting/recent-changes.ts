/**
 * Which posts changed last. Each is linked with the one that changed before it and with the one after: however long the
 * ledger, noting a change and reading the newest take the same time.
 */
export interface RecentChanges {
  /** The post is the one that changed last, by the line with this `seq`. */
  touch(seq: number, line: number): void;
  remove(seq: number): void;
  /** Newest change first. */
  newest(limit: number): Changed[];
}

/** A post's `seq`, and that of the last line about it. */
export interface Changed {
  seq: number;
  line: number;
}

interface Link extends Changed {
  before: Link | undefined;
  after: Link | undefined;
}

export function createRecentChanges(): RecentChanges {
  const links = new Map<number, Link>();
  let newest: Link | undefined;

  function remove(seq: number): void {
    const link = links.get(seq);
    if (link === undefined) return;
    links.delete(seq);
    if (link.before) link.before.after = link.after;
    if (link.after) link.after.before = link.before;
    else newest = link.before;
  }

  return {
    remove,
    touch(seq, line) {
      remove(seq);
      const link: Link = { seq, line, before: newest, after: undefined };
      if (newest) newest.after = link;
      newest = link;
      links.set(seq, link);
    },
    newest(limit) {
      const found: Changed[] = [];
      for (let at = newest; at !== undefined && found.length < limit; at = at.before)
        found.push({ seq: at.seq, line: at.line });
      return found;
    },
  };
}
