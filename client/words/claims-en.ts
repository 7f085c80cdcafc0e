/** Who states a number, in English. */

export const claimsEn = {
  heading: 'Who says what',
  shown: 'shown',
  policy: 'This board trusts, in this order: {names}. It shows the first of them who speaks for all of it.',
  policyOne: 'This board trusts {first}.',
  followed: 'The number shown is that of {claimant}.',
  fallback: 'None of them speaks for all of it yet, so the highest of the others is shown: {claimant}.',
  post: 'the post',
  close: 'Close',
} as const;
