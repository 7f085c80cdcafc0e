/** A schema that is chosen by looking at the input, so that an error names the field inside the form that was meant. */
import { z } from 'zod';

/**
 * Where an input may have one of two forms, zod's union can only say that neither fits. This picks the form first
 * (say, by whether it is an object) and reports that form's own errors, e.g. at `count/low`.
 */
export function chosenSchema<Out>(choose: (input: unknown) => z.ZodType<Out>) {
  return z.unknown().transform((input, context): Out => {
    const result = choose(input).safeParse(input);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const { path, message } = issue;
      context.addIssue({ code: 'custom', path, message, input, ...passOn(issue) });
    }
    return z.NEVER;
  });
}

/** Which keys a form does not have, also where a form was chosen within the chosen one. */
function passOn(issue: z.core.$ZodIssue): { params?: Record<string, unknown> } {
  if (issue.code === 'unrecognized_keys') return { params: { unrecognized: issue.keys } };
  return issue.code === 'custom' && issue.params ? { params: issue.params } : {};
}

/** Whether the input is a JSON object, and not a list. */
export function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
