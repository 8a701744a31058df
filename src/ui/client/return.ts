/**
 * Sends a form marked `data-auto-submit` at once: the basket goes back to the buyer's suite without
 * another click. Once per page, so that the Back button does not send the basket a second time.
 *
 * A suite may take the basket and send the browser on to a host that the page's policy does not list. The
 * browser then stays here, without a word; the page says what happened (`data-return-blocked`).
 */
export function enhanceReturn(): void {
  const form = document.querySelector('form[data-auto-submit]');
  if (!(form instanceof HTMLFormElement)) return;
  document.addEventListener('securitypolicyviolation', (event) => {
    if (event.effectiveDirective !== 'form-action') return;
    document.querySelector('[data-return-blocked]')?.removeAttribute('hidden');
  });
  const [navigation] = performance.getEntriesByType('navigation');
  if (navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward')
    return;
  form.requestSubmit();
}
