// The agents' side: conversations, the transcript of one, answers. It asks for what is new, and shows all of it anew.

import { ask, attempt, element, find, linkConsole, pause, showFault } from './page.js';

let clientId = null;
let version;
let asking = new AbortController();

async function listen() {
  while (true) {
    try {
      const view = await news();
      version = view.version;
      showFault(null);
      show(view);
      await pause(view.again);
      // Nothing tells when a webhook is through, so as long as one is not, it is asked for.
      if (view.pendingWebhooks > 0) {
        await pause(500);
        version = undefined;
      }
    } catch (fault) {
      if (fault.name === 'AbortError')
        continue;
      showFault(new Error('The simulator does not answer.'));
      version = undefined;
      await pause(1000);
    }
  }
}

async function news() {
  asking = new AbortController();
  const answer = await fetch('/_simulator/inbox', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ clientId, after: version }),
    signal: asking.signal,
  });
  return await answer.json();
}

function show({ agents, chats, chat, webhooks }) {
  showAgents(agents);
  showChats(chats);
  find('conversation').hidden = !chat;
  if (chat)
    showChat(chat, chats.find(other => other.clientId === clientId));
  find('silent').hidden = webhooks.length > 0;
  find('webhooks').replaceChildren(...webhooks.map(({ eventName, status, at }) => element('li', {},
    element('span', { class: 'dim' }, new Date(at).toLocaleTimeString()), element('span', {}, eventName), element('span', { class: status }, status))));
}

function showAgents(agents) {
  const select = find('agent');
  if (select.options.length === agents.length)
    return;
  const before = select.value;
  select.replaceChildren(...agents.map(({ id, name }) => element('option', { value: id }, name)));
  if (before)
    select.value = before;
}

/** Buttons stay where they are: who is on one with the keyboard stays on it. */
function showChats(chats) {
  find('none').hidden = chats.length > 0;
  const linked = clientId === null && chats.find(({ chatId }) => `#${chatId}` === location.hash);
  if (linked)
    choose(linked.clientId);
  const list = find('chats');
  const old = new Map([...list.children].map(item => [item.dataset.chat, item]));
  const items = chats.map(chat => old.get(chat.chatId) ?? chatItem(chat));
  if (items.length !== list.children.length || items.some((item, index) => item !== list.children[index]))
    list.replaceChildren(...items);
  chats.forEach((chat, index) => updateChat(items[index].firstChild, chat));
}

function chatItem(chat) {
  const button = element('button', { type: 'button', onclick: () => choose(chat.clientId) },
    element('span', { class: 'name' }), element('span', { class: 'dim' }), element('span', { class: 'count' }));
  return element('li', { 'data-chat': chat.chatId }, button);
}

function updateChat(button, chat) {
  const [name, state, count] = button.children;
  name.textContent = chat.displayedName;
  state.textContent = chat.isOnline ? 'online' : 'offline';
  count.hidden = chat.unreadByAgents === 0;
  count.textContent = `${chat.unreadByAgents} unread`;
  button.setAttribute('aria-current', String(chat.clientId === clientId));
}

function showChat(chat, summary) {
  find('who').textContent = summary?.displayedName ?? '';
  find('about').textContent = `${chat.isOnline ? 'online' : 'offline'} · ${pageOf(chat)} · chat ${chat.chatId}`;
  find('visitor-leaves').disabled = !chat.isOnline;
  const transcript = find('transcript');
  const isAtEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 40;
  const old = new Map([...transcript.children].map(node => [node.dataset.id, node]));
  transcript.replaceChildren(...chat.messages.map(message => updateMessage(old.get(message.id) ?? messageNode(message), message)));
  if (isAtEnd || old.size === 0)
    transcript.scrollTop = transcript.scrollHeight;
  if (summary?.unreadByAgents > 0 && !document.hidden)
    attempt(() => ask('POST', `agents/${encodeURIComponent(agent())}/read`, { clientId }));
}

const pageOf = chat => chat.client.latestVisit?.viewedPages?.at(-1)?.title ?? 'no page';

const messageNode = message => element('div', { class: `said ${message.type}`, 'data-id': message.id },
  element('p', { class: 'dim' }), element('p', { class: 'bubble' }));

function updateMessage(node, message) {
  const kind = message.isPushed ? ' · pushed' : message.isTrigger ? ' · automatic' : '';
  node.children[0].textContent = (message.agentName ?? 'Visitor') + kind;
  node.children[1].textContent = message.text;
  return node;
}

const agent = () => find('agent').value;

function choose(id) {
  clientId = id;
  find('transcript').replaceChildren();
  renew();
}

/** Asks at once for all there is. */
function renew() {
  version = undefined;
  asking.abort();
}

function reply(event) {
  event?.preventDefault();
  const field = find('text');
  const text = field.value.trim();
  if (text === '')
    return;
  field.value = ''; // At once: what is written meanwhile is another message.
  attempt(async () => {
    try {
      await ask('POST', `agents/${encodeURIComponent(agent())}/say`, { clientId, text });
    } catch (fault) {
      field.value ||= text;
      throw fault;
    }
  });
}

find('reply').addEventListener('submit', reply);
find('text').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing)
    reply(event);
});
find('agent-leaves').addEventListener('click', () => attempt(() => ask('POST', `agents/${encodeURIComponent(agent())}/leave`, { clientId })));
find('visitor-leaves').addEventListener('click', () => attempt(() => ask('POST', 'inbox/leave', { clientId })));
attempt(async () => linkConsole(await ask('GET', 'about')));
listen();
