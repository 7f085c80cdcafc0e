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
    for (const { path, message, ...issue } of result.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? { params: { unrecognized: issue.keys } } : {};
      context.addIssue({ code: 'custom', path, message, input, ...keys });
    }
    return z.NEVER;
  });
}

/** Whether the input is a JSON object, and not a list. */
export function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
