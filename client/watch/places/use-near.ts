/** Whether an element is on the screen or about to be: what costs a request waits for it. */
import type { Ref } from 'vue';
import { onMounted, onScopeDispose, ref } from 'vue';

/** @param element a component's root, or an element */
export function useNear(element: Readonly<Ref<unknown>>): Readonly<Ref<boolean>> {
  const isNear = ref(false);
  let observer: IntersectionObserver | undefined;
  onMounted(() => {
    const held = element.value;
    const root = held instanceof Element ? held : (held as { $el?: unknown } | undefined)?.$el;
    if (!(root instanceof Element)) return;
    observer = new IntersectionObserver(
      (entries) => {
        isNear.value = entries.at(-1)?.isIntersecting ?? false;
      },
      { rootMargin: '600px' },
    );
    observer.observe(root);
  });
  onScopeDispose(() => observer?.disconnect());
  return isNear;
}
