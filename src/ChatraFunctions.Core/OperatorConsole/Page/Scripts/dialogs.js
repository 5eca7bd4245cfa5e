// Dialogs are the browser's own: it keeps the focus inside, closes them on Escape, and gives the focus back.

/** Whether the reader means it. */
function confirmed(title, text, verb) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = text;
  byId('confirm-yes').textContent = verb;
  return new Promise(resolve => {
    let answer = false;
    byId('confirm-yes').onclick = () => {
      answer = true;
      dialog.close();
    };
    byId('confirm-no').onclick = () => dialog.close();
    dialog.addEventListener('close', () => resolve(answer), { once: true });
    dialog.showModal();
  });
}

/** A dialog that stands in the address as #section/id, so that it has a way back. */
function open(dialog) {
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector('h2').focus();
}

function leadBack(dialog, section) {
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    if (location.hash.startsWith(`#${section}/`)) history.replaceState(null, '', `#${section}`);
  });
}

/** Where a button went away under it, the focus goes to the dialog's heading instead of nowhere. */
function keepFocus(dialog) {
  const focused = document.activeElement;
  if (dialog.open && (focused === null || focused === document.body || focused.closest('[hidden]') !== null || focused.disabled))
    dialog.querySelector('h2').focus();
}
