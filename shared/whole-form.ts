/** Rules about a form as a whole, such as "at least one of these fields". */

/** What is reported where the check fails: its sentence, and where it belongs if not to the form itself. */
interface ReportedIssue {
  error: string;
  path?: PropertyKey[];
}

/**
 * For `refine`: looks at the form only where each field of it was taken. Of `{"kind": "update"}` in a place where no `kind`
 * is taken it would go on to say that a field is missing, which whoever sent one does not understand.
 */
export function ofSoundForm(issue: ReportedIssue) {
  return { ...issue, when: ({ issues }: { issues: readonly unknown[] }) => issues.length === 0 };
}
