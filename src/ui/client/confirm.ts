/**
 * Asks before a form with `data-confirm` (on the form or on the pressed button) is sent. A dialog
 * element rather than window.confirm, which a sandboxed punch-out frame answers with a silent no.
 */
export function enhanceConfirm(): void {
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement)) return;
      const button = event.submitter;
      const question = button?.dataset['confirm'] ?? form.dataset['confirm'];
      if (!question || form.dataset['confirmed'] !== undefined) {
        delete form.dataset['confirmed'];
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(question, () => {
        form.dataset['confirmed'] = '';
        form.requestSubmit(button);
      });
    },
    { capture: true },
  );
}

function ask(question: string, proceed: () => void): void {
  const french = document.documentElement.lang === 'fr';
  const dialog = document.createElement('dialog');
  dialog.className = 'confirm-dialog';
  const text = document.createElement('p');
  text.id = 'confirm-question';
  text.textContent = question;
  dialog.setAttribute('aria-labelledby', text.id);
  const menu = document.createElement('menu');
  const no = choice(french ? 'Annuler' : 'Cancel', 'btn btn-quiet');
  const yes = choice(french ? 'Confirmer' : 'Confirm', 'btn btn-primary');
  menu.append(no, yes);
  dialog.append(text, menu);
  no.addEventListener('click', () => dialog.close());
  yes.addEventListener('click', () => {
    dialog.close();
    proceed();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  yes.focus();
}

function choice(label: string, className: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.textContent = label;
  return button;
}
