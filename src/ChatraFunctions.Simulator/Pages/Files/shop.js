// The storefront: a customer who is signed in buys, and the messages about it arrive in the chat on the page.

import { ask, attempt, element, find, linkConsole, loadChatra, pause } from './page.js';

const later = ['paid', 'shipped', 'delivered', 'refunded', 'cancelled'];
const settled = ['sent', 'failed', 'skipped', 'superseded', 'edited', 'deleted'];
const told = new Set();
let order = null;
let watching = 0;

function log(status, ...parts) {
  const line = element('li', {}, element('span', { class: 'dim' }, new Date().toLocaleTimeString()), ...parts.map(part => element('span', {}, part)));
  if (status)
    line.lastChild.className = status;
  find('log').append(line);
  line.scrollIntoView({ block: 'nearest' });
}

async function signIn() {
  const { customers, ...about } = await ask('GET', 'about');
  linkConsole(about);
  const customer = await whoIsSignedIn(customers);
  find('customer').replaceChildren(...customers.map(({ id, firstName }) => element('option', { value: id }, `${firstName} (customer ${id})`)));
  find('customer').value = customer.id;
  try {
    const widget = await ask('GET', 'shop/widget'); // Of whom, the server knows by the session.
    log('', 'Shop’s server → app', widget.from, 'the chat of this customer');
    loadChatra(widget.id, { ...widget.setup, onNewMessage: arrived }, widget.integration);
    find('signed-in').textContent = `You are customer ${customer.id}. The chat on this page is yours only.`;
  } catch (fault) {
    // Without the app they chat like anybody who is not signed in; no other clientId is made up for them.
    loadChatra(about.publicKey, { onNewMessage: arrived });
    find('signed-in').textContent = `You are customer ${customer.id}. The chat on this page does not know it.`;
    throw fault;
  } finally {
    find('buy').disabled = false;
  }
}

/** The server's session says who it is; ?customer= signs in anew, as does the first visit. */
async function whoIsSignedIn(customers) {
  const chosen = Number(new URLSearchParams(location.search).get('customer'));
  if (!customers.some(({ id }) => id === chosen))
    return await ask('GET', 'shop/session') ?? ask('PUT', 'shop/session', { customerId: customers[0].id });
  return ask('PUT', 'shop/session', { customerId: chosen });
}

function arrived(message) {
  log('sent', message.type === 'client' ? 'Widget → Chatra' : 'Chatra → widget', message.text);
}

function showSent(sent) {
  const isTaken = sent.status < 300;
  log(isTaken ? 'sent' : 'failed', 'Shop’s server → app', `${sent.method} ${sent.address}`, `${sent.topic}, order #${sent.orderId}, signed`, `answer ${sent.status}`);
  if (!isTaken)
    throw new Error(`The app refused the event: ${sent.answer}`);
}

async function buy() {
  const sent = await ask('POST', 'shop/orders');
  order = sent.orderId;
  showSent(sent);
  for (const id of later)
    find(id).disabled = false;
  attempt(() => watch(order));
}

async function happen(kind) {
  showSent(await ask('POST', `shop/orders/${order}/${kind}`));
  attempt(() => watch(order));
}

/** Shows where the messages about the order stand, until they stand still. */
async function watch(orderId) {
  const mine = ++watching;
  for (let quiet = 0; quiet < 60 && mine === watching; quiet++) {
    await pause(1000);
    const { messages } = await ask('GET', `shop/orders/${orderId}`);
    if (mine !== watching)
      return;
    if (messages.some(message => tell(message)))
      quiet = 0;
    if (messages.length > 0 && quiet > 10 && messages.every(({ status }) => settled.includes(status)))
      return;
  }
}

/** Whether it is news. */
function tell({ key, status, reason }) {
  const state = `${key} ${status} ${reason ?? ''}`;
  if (told.has(state))
    return false;
  told.add(state);
  log(status, status === 'sent' ? 'App → Chatra' : 'App', key, reason ? `${status}: ${reason}` : status);
  return true;
}

find('customer').addEventListener('change', event => location.assign(`/shop?customer=${event.target.value}`));
find('buy').addEventListener('click', () => attempt(buy));
for (const id of later)
  find(id).addEventListener('click', () => attempt(() => happen(id)));
attempt(signIn);
