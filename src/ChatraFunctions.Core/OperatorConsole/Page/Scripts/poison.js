// What could not be processed: why, and back to work with it. The app shows 32 messages of a queue at most.

const poison = {
  queue: null,
  reading: 0,
  isActing: false,

  show(queue) {
    this.queue = queue ?? null;
    byId('poison-queue').hidden = this.queue === null;
    byId('poison-messages').replaceChildren();
    byId('poison-queue-state').textContent = '';
    byId('poison-queue-title').textContent = this.queue ?? '';
    this.look();
  },

  hide() {},

  async look() {
    byId('poison-problem').textContent = '';
    const queue = this.queue;
    const reading = ++this.reading;
    try {
      const [overview, page] = await Promise.all([call('GET', 'poison'), queue === null ? null : call('GET', `poison/${segment(queue)}`)]);
      if (reading !== this.reading) return;

      this.draw(overview.queues);
      if (page !== null) this.drawQueue(page);
    } catch (error) {
      if (reading === this.reading) byId('poison-problem').textContent = error.message;
    }
  },

  draw(queues) {
    const focused = document.activeElement?.getAttribute('href');
    byId('poison-queues').replaceChildren(...Object.entries(queues).map(([name, { depth, oldestInsertedAt, oldestExpiresAt }]) => el('tr', null,
      el('th', { scope: 'row' }, el('a', { href: `#poison/${segment(name)}`, 'aria-current': name === this.queue ? 'true' : undefined }, name)),
      el('td', { class: depth > 0 ? 'bad' : 'good' }, String(depth)),
      el('td', null, oldestInsertedAt ? time(oldestInsertedAt) : '–', ...(oldestExpiresAt ? [', expires ', time(oldestExpiresAt)] : [])))));
    [...byId('poison-queues').querySelectorAll('a')].find(anchor => anchor.getAttribute('href') === focused)?.focus();
  },

  drawQueue({ depth, messages }) {
    byId('poison-replay-all').disabled = depth === 0;
    tell(byId('poison-queue-state'), depth > messages.length ? `The first ${messages.length} of about ${depth}.` : `${messages.length} shown.`);
    byId('poison-messages').replaceChildren(...messages.map(message => this.row(message)));
  },

  row(message) {
    const name = message.key ?? message.eventName ?? 'message';
    const facts = el('dl');
    showFacts(
      facts,
      ['Why', message.reason ?? 'not known'],
      ['Readable', message.readable ? '' : 'no: it fails again until the code can read it'],
      ['State', message.status ? badge(message.status) : ''],
      ['Failed', message.failedAt ? time(message.failedAt) : ''],
      ['Came here', message.insertedAt ? time(message.insertedAt) : ''],
      ['Expires', message.expiresAt ? time(message.expiresAt) : ''],
      ['Accepted', message.acceptedAt ? time(message.acceptedAt) : ''],
      ['Event', message.eventId],
      ['Trace', message.traceId],
      ['Id', message.id]);
    return el('li', null,
      el('strong', null, name),
      facts,
      el('button', { type: 'button', 'aria-label': `Replay ${name} ${message.id}`, click: () => this.replay({ id: message.id }) }, 'Replay'),
      ' ',
      el('button', { type: 'button', class: 'danger', 'aria-label': `Delete ${name} ${message.id}`, click: () => this.remove(name, message.id) }, 'Delete'));
  },

  replay(body) {
    return this.act(async () => {
      const { replayed, remaining } = await call('POST', `poison/${segment(this.queue)}/replay`, body);
      return `Back to work: ${replayed}. Still here: ${remaining}.`;
    });
  },

  async remove(name, id) {
    if (await confirmed('Delete this message for good?', `${name}\n${id}\nWhat it would have done will not be done.`, 'Delete it'))
      await this.act(async () => {
        await call('DELETE', `poison/${segment(this.queue)}/${segment(id)}`);
        return 'Deleted.';
      });
  },

  /** One after the other: while the app works on one, it hides the others of the queue. The row that was acted on goes, and the focus with it. */
  async act(action) {
    if (this.isActing) return;

    this.isActing = true;
    byId('poison-queue').setAttribute('aria-busy', 'true');
    byId('poison-problem').textContent = '';
    byId('poison-state').textContent = '';
    try {
      const done = await action();
      await this.look();
      tell(byId('poison-state'), done);
      byId('poison-queue-title').focus();
    } catch (error) {
      byId('poison-problem').textContent = error.message;
    } finally {
      this.isActing = false;
      byId('poison-queue').removeAttribute('aria-busy');
    }
  },
};

byId('poison-replay-all').addEventListener('click', () => poison.replay({}));
byId('poison-refresh').addEventListener('click', () => poison.isActing || poison.look());
