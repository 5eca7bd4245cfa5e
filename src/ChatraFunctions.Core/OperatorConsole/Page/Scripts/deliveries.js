// Messages to customers: where each one stands, and what can be done about it.

const unsent = ['queued', 'released', 'sending'];
const colours = { sent: 'good', edited: 'good', failed: 'bad', queued: 'wait', released: 'wait', sending: 'wait' };

const badge = status => el('span', { class: `badge ${colours[status] ?? 'meta'}` }, status);

const deliveries = {
  rows: new Map(),

  show() {
    this.list ??= new PagedList(byId('deliveries-list'), continuation => this.load(continuation), delivery => this.row(delivery));
    this.begin();
  },

  hide() {},

  /** All pages are of what the form says now, whatever is written into it later. */
  begin() {
    this.wanted = { status: byId('filter-status').value, orderId: byId('filter-order').value.trim(), customerId: byId('filter-customer').value.trim(), limit: pageSize };
    this.list.start();
  },

  async load(continuation) {
    if (continuation === undefined) this.rows.clear();
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...this.wanted, continuation })) if (value) query.set(name, value);
    const page = await call('GET', `messages?${query}`);
    return { items: page.messages, continuation: page.continuation };
  },

  row(delivery) {
    const facts = el('div');
    const row = el('li', null, el('a', { href: `#deliveries/${segment(delivery.key)}` }, delivery.key), ' ', facts);
    if (this.rows.size > maxPages * pageSize) this.rows.delete(this.rows.keys().next().value); // Its row is not shown any more.
    this.rows.set(delivery.key, changes => this.fill(facts, { ...delivery, ...changes }));
    this.fill(facts, delivery);
    return row;
  },

  /** The link of a row stays as it is: a dialog gives the focus back to it. */
  fill(facts, { status, queuedAt, customerId, attempts, reason, lastError }) {
    facts.replaceChildren(
      el('div', { class: 'meta' }, badge(status), ' ', time(queuedAt), ...(customerId ? [' · customer ', el('bdi', null, customerId)] : []), ` · attempts: ${attempts}`),
      ...[reason ?? lastError].filter(isThere).map(why => el('div', { class: status === 'failed' ? 'bad' : 'meta', dir: 'auto' }, why)));
  },
};

const delivery = {
  dialog: byId('delivery'),

  async open(key) {
    this.key = key;
    this.seen = null;
    this.isLost = false;
    clearTimeout(this.timer);
    byId('delivery-title').textContent = key;
    byId('delivery-problem').textContent = byId('delivery-state').textContent = '';
    byId('delivery-content').hidden = true;
    this.edit(false);
    open(this.dialog);
    await this.look();
  },

  /** While the message is on its way, somebody is waiting to see where it goes; an app that is away for a moment does not end that. */
  async look() {
    clearTimeout(this.timer);
    const key = this.key;
    try {
      const seen = await call('GET', `messages/${segment(key)}`);
      if (!this.isShown(key)) return;

      if (this.isLost) byId('delivery-problem').textContent = '';
      this.isLost = false;
      this.draw(seen);
      if (unsent.includes(seen.status)) this.lookAfter(3_000);
    } catch (error) {
      if (!this.isShown(key)) return;

      this.isLost = true;
      byId('delivery-problem').textContent = error.message;
      if (error instanceof Unreachable || error.status >= 500) this.lookAfter(10_000);
    }
  },

  lookAfter(wait) {
    clearTimeout(this.timer);
    this.timer = document.hidden ? null : setTimeout(() => this.look(), wait); // It goes on when the tab is seen again.
  },

  isShown(key) {
    return this.dialog.open && key === this.key;
  },

  draw(seen) {
    this.seen = seen;
    const { reason, lastError, status, attempts, messageId } = seen;
    deliveries.rows.get(seen.key)?.({ reason, lastError, status, attempts });
    showFacts(
      byId('delivery-facts'),
      ['State', badge(status)],
      ['Why', reason],
      ['Last error', lastError === reason ? '' : lastError],
      ['Attempts', attempts],
      ['Client', seen.clientId],
      ['Sent as', seen.as],
      ['Chatra\'s id', seen.messageId],
      ['Seen', seen.isMissedByClient ? 'not while the chat lasted' : '']);
    byId('delivery-text').textContent = seen.text;
    byId('delivery-history').replaceChildren(...seen.history.map(step => el('li', null, time(step.at), ' ', badge(step.status), step.note ? ` ${step.note}` : '')));
    byId('delivery-retry').hidden = !(status === 'failed' || (status === 'queued' && lastError)); // Such a one waits, for hours at last.
    byId('delivery-edit-open').hidden = status === 'deleted' || !(unsent.includes(status) || messageId);
    byId('delivery-delete').hidden = status === 'deleted' || (status === 'sent' && !messageId);
    byId('delivery-content').hidden = false;
    keepFocus(this.dialog);
  },

  async act(method, path, body, done) {
    const key = this.key;
    byId('delivery-problem').textContent = '';
    try {
      await call(method, `messages/${segment(key)}${path}`, body);
      if (!this.isShown(key)) return false;

      tell(byId('delivery-state'), done);
      await this.look();
      return true;
    } catch (error) {
      if (!this.isShown(key)) return false;

      this.isLost = false; // What is said now stays.
      tell(byId('delivery-state'), '');
      byId('delivery-problem').textContent = error.message;
      return false;
    }
  },

  edit(isEdited) {
    byId('delivery-edit').hidden = !isEdited;
    byId('delivery-actions').hidden = isEdited;
    if (!isEdited) return;

    byId('delivery-new-text').value = this.seen.text;
    byId('delivery-new-text').focus();
  },

  endEdit() {
    this.edit(false);
    byId('delivery-edit-open').focus();
    keepFocus(this.dialog);
  },

  async save() {
    if (await this.act('PUT', '', { text: byId('delivery-new-text').value }, 'The new text is on its way.')) this.endEdit();
  },

  async remove() {
    const isSent = this.seen.messageId !== undefined;
    if (await confirmed('Delete this message?', `${this.key}\n${isSent ? 'It is taken out of the customer\'s chat.' : 'It will not be sent.'}`, 'Delete it'))
      await this.act('DELETE', '', undefined, 'It is being deleted.');
  },
};

leadBack(delivery.dialog, 'deliveries');
delivery.dialog.addEventListener('close', () => clearTimeout(delivery.timer));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && delivery.dialog.open && unsent.includes(delivery.seen?.status)) delivery.look();
});
byId('delivery-retry').addEventListener('click', () => delivery.act('POST', '/retry', undefined, 'It is tried again.'));
byId('delivery-edit-open').addEventListener('click', () => delivery.edit(true));
byId('delivery-edit-cancel').addEventListener('click', () => delivery.endEdit());
byId('delivery-delete').addEventListener('click', () => delivery.remove());
byId('delivery-edit').addEventListener('submit', event => {
  event.preventDefault();
  delivery.save();
});
byId('deliveries-filter').addEventListener('submit', event => {
  event.preventDefault();
  deliveries.begin();
});
