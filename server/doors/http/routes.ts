/** What stands behind each route: a table with one function for each, typed by the protocol. */

import type { Answers } from '#shared/answers.ts';
import type { RouteName } from '#shared/paths.ts';
import type { Parsed, ROUTES, Taken } from '#shared/protocol.ts';
import type { Access, Role } from '#shared/roles.ts';
import type { Permit } from '../../desk/admission.ts';
import type { Operator } from '../../desk/contract.ts';
import type { Reply } from '../dispatcher.ts';

type Output<Route, Part extends string> =
  Route extends Record<Part, infer Schema extends Taken> ? Parsed<Schema> : undefined;
type Known<Access> = Access extends 'signed-in' | 'editor' | 'admin' ? Operator : Operator | undefined;

export type PermitFor<A extends Access> = A extends Role ? Permit<A> : undefined;

/** One call of a route, with everything checked that the protocol's table says about it. */
export interface RouteCall<Name extends RouteName> {
  operator: Known<(typeof ROUTES)[Name]['access']>;
  permit: PermitFor<(typeof ROUTES)[Name]['access']>;
  /** The path's `:slug` and `:id`; empty where the path has none. */
  slug: string;
  id: string;
  query: Output<(typeof ROUTES)[Name], 'query'>;
  body: Output<(typeof ROUTES)[Name], 'body'>;
  /** Whether the body was a list. Where one entry or several are taken, a refusal's pointers differ. */
  isList: boolean;
  caller: Caller;
}

/** What only a few routes look at. */
export interface Caller {
  address: string;
  sessionToken: string | undefined;
  /** What may be the device's token. */
  deviceTokens: readonly string[];
  /** Of this server, as the caller sees it. */
  origin: string;
  /** Whether the caller has what this validator stands for: then the answer is not made, and nothing is sent. */
  has(etag: string): boolean;
}

/** What a route answers; a refusal is thrown. */
export type RouteReply<Name extends RouteName> = Reply<Answers[Name]>;
export type RouteTable = {
  [Name in RouteName]: (call: RouteCall<Name>) => RouteReply<Name> | Promise<RouteReply<Name>>;
};
