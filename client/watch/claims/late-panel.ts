/** The panel of claims, once its code is there: it comes after all that is seen without a tap. The server has it at once. */
import type { Component } from 'vue';
import { shallowRef } from 'vue';

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
if (import.meta.env.SSR) latePanel.value = (await import('./ClaimPanel.vue')).default;
