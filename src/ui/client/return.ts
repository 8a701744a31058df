/**
 * Sends a form marked `data-auto-submit` at once: the basket goes back to the buyer's suite without
 * another click. Once per page, so that the Back button does not send the basket a second time.
 */
export function enhanceReturn(): void {
  const form = document.querySelector('form[data-auto-submit]');
  if (!(form instanceof HTMLFormElement)) return;
  const [navigation] = performance.getEntriesByType('navigation');
  if (navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward')
    return;
  form.requestSubmit();
}
