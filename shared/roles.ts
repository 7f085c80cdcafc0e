/** Who may do what: one judgement for the server's doors and desk, and for what the desk in the browser offers. */

export const ROLES = ['editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a person may do where: a board's slug, or `*` for all of them. */
export interface Grant {
  board: string;
  role: Role;
}

/**
 * Who may call: anyone (`public`), anyone about themselves and from no other site (`own`), anyone where the board is not
 * a draft and its operators where it is (`board`), who is signed in, and who holds at least that role on the path's board
 * or on all of them.
 */
export type Access = 'public' | 'own' | 'board' | 'signed-in' | Role;

export function isRole(access: Access): access is Role {
  return access === 'editor' || access === 'admin';
}

/** Whether these grants hold at least this role on a board (`*`: on all of them). An admin is an editor too. */
export function mayAct(grants: readonly Grant[] | undefined, role: Role, board: string): boolean {
  return (
    grants?.some(
      (grant) =>
        (grant.board === board || grant.board === '*') && (grant.role === role || grant.role === 'admin'),
    ) ?? false
  );
}
