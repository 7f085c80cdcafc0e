/** How a board counts, as its own rules say it: whom it trusts for each kind, which figure is big, how often news is expected. */
import type { Board } from '#shared/board.ts';
import { policyFor } from '#shared/board.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { nameClaimant } from '../../board/figure-words.ts';
import { footWords } from '../../words/foot-words.ts';
import { nameKind } from '../../words/kind-name.ts';
import type { Locale } from '../../words/locale.ts';

/** A sentence for each rule. */
export function listRules(
  { board, headline }: Pick<Snapshot, 'board' | 'headline'>,
  locale: Locale,
): string[] {
  const words = footWords.of(locale.lang);
  /** What has to be known of a kind that we have words for. */
  const hints: Readonly<Partial<Record<Kind, string>>> = board.kinds ? {} : words.kindHints;
  const counted = countKindsOf(board);
  return [
    ...counted.map((kind) => sayPolicy(kind, board, locale)),
    ...counted.flatMap((kind) =>
      board.big[kind] === 'confirmed'
        ? locale.say(words.bigConfirmed, { kind: nameKind(kind, board, locale) })
        : [],
    ),
    ...kindsOf(board).flatMap((kind) => sayCadence(kind, board, locale) ?? []),
    ...counted.flatMap((kind) => (headline[kind] && hints[kind]) ?? []),
  ];
}

function sayPolicy(kind: CountKind, board: Board, locale: Locale): string {
  const words = footWords.of(locale.lang);
  const names = policyFor(board, kind).map((id) => nameClaimant(board, id, locale));
  const [claimant = ''] = names;
  return locale.say(names.length > 1 ? words.trustedInOrder : words.trusted, {
    kind: nameKind(kind, board, locale),
    claimant,
    claimants: names.join(', '),
  });
}

function sayCadence(kind: Kind, board: Board, locale: Locale): string | undefined {
  const cadence = board.cadence[kind];
  if (cadence === undefined) return undefined;
  const kindName = nameKind(kind, board, locale);
  return locale.say(footWords.of(locale.lang).cadence, {
    kind: kindName,
    time: locale.duration(cadence * 1000),
  });
}
