import { stepped } from './step.ts';

/** The − and + beside a quantity. The step and the least are the input's `data-step-by` and `data-least`. */
export function enhanceSteppers(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-step]');
    if (!(button instanceof HTMLElement)) return;
    const input = button.closest('.stepper')?.querySelector('input');
    if (!input) return;
    const next = stepped({
      value: input.value,
      by: input.dataset['stepBy'] ?? '1',
      least: input.dataset['least'] ?? '0',
      direction: button.dataset['step'] === 'up' ? 1n : -1n,
    });
    if (next === undefined) return;
    input.value = next;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}
