/** The viewer's own time zone; undefined while the server renders, which neither knows nor asks. */
import type { InjectionKey } from 'vue';
import { inject } from 'vue';

export const viewerZoneKey: InjectionKey<string | undefined> = Symbol('viewer zone');

export function useViewerZone(): string | undefined {
  return inject(viewerZoneKey, undefined);
}

export function readViewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
