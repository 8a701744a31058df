/**
 * Shows the copy buttons, which do nothing without script and are therefore sent hidden, and copies the
 * text of the element that `data-copy` names. Falls back to a selection where a frame has no clipboard.
 */
export function enhanceCopy(): void {
  reveal(document);
  document.addEventListener('htmx:after:process', (event) => {
    if (event.target instanceof Element) reveal(event.target);
  });
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-copy]');
    if (!(button instanceof HTMLElement)) return;
    const source = document.getElementById(button.dataset['copy'] ?? '');
    if (source) void copy(source, button);
  });
}

function reveal(root: ParentNode): void {
  for (const button of root.querySelectorAll('[data-copy][hidden], [data-step][hidden]')) {
    button.removeAttribute('hidden');
  }
}

async function copy(source: HTMLElement, button: HTMLElement): Promise<void> {
  const text = [...source.querySelectorAll('.code-line')]
    .map((line) => line.textContent)
    .join('\n');
  try {
    await navigator.clipboard.writeText(text || (source.textContent ?? ''));
  } catch {
    getSelection()?.selectAllChildren(source);
    document.execCommand('copy');
  }
  const label = button.querySelector('[data-copy-label]') ?? button;
  const before = button.dataset['before'] ?? label.textContent ?? '';
  button.dataset['before'] = before;
  label.textContent = button.dataset['copied'] ?? before;
  setTimeout(() => {
    label.textContent = before;
  }, 2000);
}
