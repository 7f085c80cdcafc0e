/** What is wrong with what is typed: what the server would refuse is found here first, by the same rules. */
import type { AddressFault } from '#shared/address.ts';
import { findAddressFault, WEB } from '#shared/address.ts';
import type { Board } from '#shared/board.ts';
import { newSources } from '#shared/change-row.ts';
import { countSources } from '#shared/different-sources.ts';
import type { Source, Status } from '#shared/entry.ts';
import { LIMITS } from '#shared/limits.ts';
import { readSources } from '#shared/reading/sources.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { posesAsAddress } from '#shared/source-title.ts';
import { supportOf } from '#shared/support.ts';
import type { TextFault } from '#shared/text.ts';
import { findTextFault } from '#shared/text.ts';
import type { Draft, InputProblem, MaybeProblem } from './draft.ts';

/** What is wrong with what is typed as the reason of a change. */
export function problemOfTypedReason(typed: string): InputProblem | undefined {
  return withSign(problemOfReason(typed));
}

/** What is wrong with what is typed as the sources that a status brings to an entry, by the board's rule. */
export function problemOfTypedSources(
  typed: string,
  row: FeedRow,
  status: Status,
  rule?: Board['confirming'],
): InputProblem | undefined {
  const sources = readSources(typed);
  const most = LIMITS.sources - (row.sources?.length ?? 0);
  const more = newSources(row.sources ?? [], sources);
  const wrong = problemOfSources(sources) ?? (more.length > most ? 'too-many-sources' : undefined);
  return withSign(wrong ?? problemOfSupport({ status }, [...supportOf(row), ...sources], rule));
}

function withSign(problem: MaybeProblem): InputProblem | undefined {
  return typeof problem === 'string' ? { problem } : problem;
}

export function problemOfReason(reason: string): MaybeProblem {
  const fault = findTextFault(reason, LIMITS.textCodePoints);
  return fault?.what === 'empty' ? 'no-reason' : problemOfFault(fault);
}

/** Nobody confirms what they post, where the board's rule asks for a second person. */
export function problemOfStatus(
  { correcting, status }: Draft,
  rule: Board['confirming'] | undefined,
): MaybeProblem {
  return rule === 'second-person' && !correcting && status === 'confirmed' ? 'second-person' : undefined;
}

export function problemOfSources(sources: readonly Source[], most: number = LIMITS.sources): MaybeProblem {
  if (sources.length > most) return 'too-many-sources';
  const faults = sources.map(
    ({ url, title }) =>
      (url === undefined ? undefined : findAddressFault(url, WEB)) ??
      (title === undefined ? undefined : findTextFault(title, LIMITS.sourceCodePoints)),
  );
  const fault = faults.find((found) => found !== undefined);
  if (fault) return problemOfFault(fault);
  return sources.some(({ url = '', title = '' }) => url && posesAsAddress(title, url)) ? 'poses' : undefined;
}

/** An entry that is, or is to be, confirmed has two different sources, where the board's rule asks for them. */
export function problemOfSupport(
  { status }: Pick<Draft, 'status'>,
  sources: readonly Source[],
  rule: Board['confirming'] | undefined,
): MaybeProblem {
  return rule === 'two-sources' && status === 'confirmed' && countSources(sources) < 2
    ? 'two-sources'
    : undefined;
}

export function problemOfFault(fault: TextFault | AddressFault | undefined): MaybeProblem {
  if (!fault) return undefined;
  // A source of nothing that can be seen names nobody.
  if (fault.what === 'empty') return 'host';
  const { what: problem, character, index } = fault;
  return { problem, sign: { character, index } };
}
