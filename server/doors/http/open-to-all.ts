/** What is public may be read by anybody's page. Cookies do not come along, so it reads what the public reads. */
import type { ServerResponse } from 'node:http';

export function openToAll(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  // Ages are told by the server's clock.
  response.setHeader('Access-Control-Expose-Headers', 'Date, ETag, Retry-After');
}

/** The answer to a browser that asks what it may ask from another origin. */
export function tellMethods(response: ServerResponse, methods: string, isOpen: boolean): void {
  response.setHeader('Allow', methods);
  if (isOpen) {
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
    response.setHeader('Access-Control-Allow-Headers', 'If-None-Match');
    response.setHeader('Access-Control-Max-Age', '86400');
  }
  response.statusCode = 204;
  response.end();
}
