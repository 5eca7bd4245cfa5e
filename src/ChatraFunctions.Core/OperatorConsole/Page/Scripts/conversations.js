// Stored chats: those of a day, or those that have a text, and what was said.

const day = milliseconds => new Date(milliseconds).toISOString().slice(0, 10);
const aDay = 86_400_000;
const searchDays = 31;

const conversations = {
  every: 10_000,

  show() {
    byId('day').value ||= day(now());
    this.list ??= new PagedList(byId('conversations-list'), continuation => this.load(continuation), chat => this.row(chat));
    this.begin();
    this.timer = setInterval(() => this.refresh(), this.every);
  },

  hide() {
    clearInterval(this.timer);
  },

  /** All pages are of what the form says now, whatever is written into it later. */
  begin() {
    this.wanted = { text: byId('search').value.trim(), to: byId('day').value };
    this.list.start();
  },

  /** Conversations arrive while somebody looks. A search is not made again by itself: it reads what was said in a month. */
  refresh() {
    if (!document.hidden && !this.wanted.text) this.list.refresh();
  },

  async load(continuation) {
    const { text, to } = this.wanted;
    const query = new URLSearchParams(text ? { q: text, from: day(Date.parse(to) - (searchDays - 1) * aDay), to } : { day: to });
    query.set('limit', pageSize);
    if (continuation !== undefined) query.set('continuation', continuation);
    const page = await call('GET', `chats?${query}`, undefined, 90_000);
    return {
      items: page.chats,
      continuation: page.continuation,
      note: text ? `Looked through ${page.searched} chats from ${page.from} to ${page.to}, ${page.maxDays} days at most.` : '',
    };
  },

  row(chat) {
    const words = chat.displayedName || chat.chatId;
    return el('li', null,
      el('a', { href: `#conversations/${segment(chat.chatId)}`, dir: 'auto' }, words),
      el('div', { class: 'meta' }, ...this.about(chat)),
      ...(chat.matches ?? []).map(match => el('div', { dir: 'auto' }, time(match.createdAt), ' ', match.excerpt)),
      chat.hasMore ? el('div', { class: 'meta' }, 'and more') : null);
  },

  about(chat) {
    if (chat.event === undefined) return [];

    const facts = [
      chat.hostName && el('bdi', null, chat.hostName),
      chat.messageCount === undefined ? '' : `${chat.messageCount} messages`,
      chat.offlineMessagesCount > 0 ? `${chat.offlineMessagesCount} missed` : '',
      ...(chat.agents ?? []).map(agent => agent.name ?? agent.id).filter(isThere).map(agent => el('bdi', null, agent)),
    ];
    return [el('span', { class: 'badge' }, chat.event), ' ', ...(chat.at ? [time(chat.at)] : []), ...facts.filter(isThere).flatMap(fact => [' · ', fact])];
  },

  turn(days) {
    const at = Date.parse(byId('day').value);
    byId('day').value = day((Number.isNaN(at) ? now() : at) + days * aDay);
    byId('search').value = '';
    this.begin();
  },
};

const chat = {
  dialog: byId('chat'),
  every: 5_000,

  async open(chatId) {
    this.chatId = chatId;
    byId('chat-title').textContent = chatId;
    byId('chat-problem').textContent = '';
    byId('chat-content').hidden = true;
    this.drawn = null;
    open(this.dialog);
    await this.look();
  },

  /** What is said meanwhile is added, as long as the chat is short enough to be shown whole. */
  async look() {
    clearTimeout(this.timer);
    const chatId = this.chatId;
    try {
      const stored = document.hidden ? null : await call('GET', `chats/${segment(chatId)}`);
      if (!this.isShown(chatId)) return;

      byId('chat-problem').textContent = '';
      if (stored !== null) this.drawNew(stored);
      if (stored?.messages.length > pageSize) return; // What is shown of it stays as it is.
    } catch (error) {
      if (!this.isShown(chatId)) return;

      tell(byId('chat-problem'), error.message);
      if (!(error instanceof Unreachable || error.status >= 500)) return;
    }

    this.timer = setTimeout(() => this.look(), this.every);
  },

  isShown(chatId) {
    return this.dialog.open && chatId === this.chatId;
  },

  drawNew(stored) {
    const isFirst = this.drawn === null;
    const isWhole = stored.messages.length <= pageSize;
    const text = isFirst || isWhole ? JSON.stringify(stored) : this.drawn;
    if (text === this.drawn) return;

    this.drawn = text;
    this.draw(stored);
    keepFocus(this.dialog);
  },

  draw({ chatId, client, messages, sessions }) {
    const visitor = words(client?.displayedName) || words(client?.id) || chatId;
    byId('chat-title').textContent = visitor;
    showFacts(
      byId('chat-facts'),
      ['Chat', client?.chatLink ? link(chatId, client.chatLink) : chatId],
      ['Client', words(client?.id)],
      ['E-mail', words(client?.info?.email ?? client?.basicInfo?.email)],
      ['Phone', words(client?.info?.phone ?? client?.basicInfo?.phone)],
      ['From', [client?.city, client?.country].map(words).filter(isThere).join(', ')],
      ['Language', words(client?.chatLanguage)]);
    new PagedList(byId('chat-messages'), (from = 0) => this.page(messages, from), message => this.row(message, visitor)).start();
    byId('chat-sessions-title').hidden = sessions.length === 0;
    byId('chat-sessions').replaceChildren(...sessions.slice(-pageSize).map(session =>
      el('li', null, time(session.finishedAt), `, ${session.messageCount} messages`, session.offlineMessagesCount > 0 ? `, ${session.offlineMessagesCount} missed` : '')));
    byId('chat-content').hidden = false;
  },

  page(messages, from) {
    const next = from + pageSize;
    return { items: messages.slice(from, next), continuation: next < messages.length ? next : undefined, note: `${messages.length} messages in all.` };
  },

  row(message, visitor) {
    const isVisitor = message.type === 'client';
    const marks = [message.isTrigger && 'automatic', message.isPushed && 'pushed', message.isMissed && 'missed', message.isMissedByClient && 'not seen by the visitor'];
    return el('li', { class: isVisitor ? 'from-visitor' : 'from-agent' },
      el('div', { class: 'meta' }, el('bdi', null, isVisitor ? visitor : words(message.agentName) || words(message.type)), ' ', time(message.createdAt), ...marks.filter(isThere).map(mark => ` · ${mark}`)),
      words(message.text) ? el('div', { class: 'text', dir: 'auto' }, words(message.text)) : null,
      message.file ? el('div', null, 'File: ', link(words(message.file.fileName) || 'without a name', message.file.url)) : null);
  },
};

/** Chatra's values are shown as they came; what is no text where one should be is shown as JSON. */
function words(value) {
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

leadBack(chat.dialog, 'conversations');
chat.dialog.addEventListener('close', () => clearTimeout(chat.timer));
byId('day-before').addEventListener('click', () => conversations.turn(-1));
byId('day-after').addEventListener('click', () => conversations.turn(1));
byId('conversations-filter').addEventListener('submit', event => {
  event.preventDefault();
  conversations.begin();
});
