// A page of a shop, as one of the visitors sees it, with the chat open.

import { ask, find, loadChatra } from './page.js';
import { findVisitor } from './roster.js';

const visitor = findVisitor(Number(new URLSearchParams(location.search).get('visitor')));
if (visitor) {
  const { publicKey } = await ask('GET', 'about');
  find('who').textContent = `You are ${visitor.name}.`;
  loadChatra(publicKey, { clientId: visitor.clientId }, { name: visitor.name });
  window.Chatra('openChat');
} else {
  find('who').textContent = 'This visitor has left.';
}
