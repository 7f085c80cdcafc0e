/** The panel of claims, once its code is there: it comes after all that is seen without a tap. The server has it at once. */
import type { Component } from 'vue';
import { shallowRef } from 'vue';
import type { headlineWords } from './headline-words.ts';

/** Attributes that Vue's types do not know yet. */
declare module 'vue' {
  interface HTMLAttributes {
    popover?: boolean | '' | 'auto' | 'manual';
  }
  interface ButtonHTMLAttributes {
    popovertarget?: string | undefined;
    popovertargetaction?: 'show' | 'hide' | 'toggle';
  }
}

export const latePanel = shallowRef<Component>();
export const lateWords = shallowRef<typeof headlineWords>();
if (import.meta.env.SSR) {
  latePanel.value = (await import('./ClaimPanel.vue')).default;
  lateWords.value = (await import('./headline-words.ts')).headlineWords;
}
