// The visitors' side: each has a page of its own in a frame, of which one is seen; the others stay open behind it.

import { ask, attempt, element, find } from './page.js';
import { addVisitor, forgetVisitor, visitors } from './roster.js';

let chosen = null;

function choose(number) {
  chosen = number;
  render();
}

function render() {
  const all = visitors();
  const old = new Map([...find('visitors').children].map(button => [button.dataset.visitor, button]));
  const buttons = all.map(({ number, name }) => old.get(String(number))
    ?? element('button', { type: 'button', 'data-visitor': number, onclick: () => choose(number) }, name));
  // Buttons stay where they are: who is on one with the keyboard stays on it.
  if (buttons.length !== old.size || buttons.some(button => !button.isConnected))
    find('visitors').replaceChildren(...buttons);
  all.forEach(({ number }, index) => buttons[index].setAttribute('aria-pressed', String(number === chosen)));
  find('leave').disabled = chosen === null;
  for (const { number, name } of all)
    frame(number, name).hidden = number !== chosen;
}

function frame(number, name) {
  const id = `visitor-${number}`;
  if (!find(id))
    find('frames').append(element('iframe', { id, title: `The shop as ${name} sees it`, src: `/visitor?visitor=${number}` }));
  return find(id);
}

function leave() {
  const visitor = visitors().find(({ number }) => number === chosen);
  find(`visitor-${chosen}`).remove();
  forgetVisitor(chosen);
  choose(visitors().at(-1)?.number ?? null);
  find('add').focus();
  attempt(() => ask('POST', 'inbox/leave', { clientId: visitor.clientId }));
}

find('add').addEventListener('click', () => choose(addVisitor().number));
find('leave').addEventListener('click', leave);
if (visitors().length === 0)
  addVisitor();
choose(visitors()[0].number);
