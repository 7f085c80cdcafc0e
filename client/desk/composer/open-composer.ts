/** Opens the composer of a board: gives it its choices, its clock and the slot that its draft is saved in. */
import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import type { Snapshot } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import type { OutboxItem } from '../outbox/outbox-item.ts';
import type { Desk } from '../use-desk.ts';
import type { DeskComposer } from './desk-composer.ts';
import { createDeskComposer } from './desk-composer.ts';
import type { Choices } from './draft.ts';
import type { DraftSlot } from './draft-slot.ts';
import { openDraftSlot, slotsOfBrowser } from './draft-slot.ts';
import { indexClaimants, indexPlaces } from './name-match.ts';
import { presentMoment } from './present-moment.ts';

export async function openComposer(
  desk: Desk,
  slug: string,
  snapshot: ComputedRef<Snapshot>,
): Promise<{ composer: DeskComposer; slot: DraftSlot }> {
  const slot = await openDraftSlot(slug, desk.storage, slotsOfBrowser());
  const composer = await createDeskComposer({
    choices: computed(() => choicesOf(snapshot.value, desk)),
    now: (kind, place) => presentMoment(desk.serverNow(), snapshot.value, kind, place),
    step: desk.now,
    slot,
    save: (entry, target) =>
      desk.outbox.add({
        board: slug,
        author: desk.author(),
        entry,
        ...(target && { target }),
        names: namesOf(snapshot.value.board, 'place' in entry ? entry.place : undefined),
      }),
  });
  return { composer, slot };
}

/** The names by which the desk of another board shows this board and the place of a post. */
function namesOf({ title, places }: Snapshot['board'], placeId: string | undefined): OutboxItem['names'] {
  const place = places.find(({ id }) => id === placeId)?.name;
  return { board: title, ...(place !== undefined && { place }) };
}

/** What Place and Counted by are chosen from. */
function choicesOf({ board, claims }: Snapshot, { words, lang }: Desk): Choices {
  const { whole, wholeNames } = words.composer;
  const title = inLanguage(board.title, lang);
  const claiming = Object.values(claims).flatMap((figures = []) => figures.map(({ claimant }) => claimant));
  return {
    board,
    places: indexPlaces({ places: board.places, lang, whole: [whole, ...wholeNames.split(', '), title] }),
    claimants: indexClaimants({
      claimants: board.claimants,
      others: [...Object.values(board.policy).flatMap((ids = []) => ids), ...claiming],
      lang,
      own: words.ownCount,
    }),
  };
}
