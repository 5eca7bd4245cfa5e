// Whether messages flow: the status, looked at again and again while somebody can see it.

const overview = {
  every: 5_000,
  atMost: 60_000,
  status: null,
  seenAt: 0,
  failures: 0,
  nextAt: 0,
  drawn: null,
  ticks: [],
  timer: null,

  show() {
    this.isShown = true;
    this.look();
  },

  hide() {
    this.isShown = false;
    clearTimeout(this.timer);
    this.timer = null;
  },

  async look() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.isLooking || !this.isShown || document.hidden) return;

    this.isLooking = true;
    try {
      this.status = await call('GET', 'status');
      this.seenAt = Date.now();
      this.failures = 0;
      this.complain(null);
    } catch (error) {
      this.failures++;
      this.complain(error.message);
    }

    this.isLooking = false;
    const wait = Math.min(this.atMost, this.every * 2 ** this.failures);
    this.nextAt = Date.now() + wait;
    if (this.isShown && !document.hidden) this.timer = setTimeout(() => this.look(), wait);
    this.draw();
  },

  complain(text) {
    if (text === null && document.activeElement === byId('unreachable-now')) byId('overview-title').focus();
    byId('unreachable').hidden = byId('unreachable-next').hidden = text === null;
    tell(byId('unreachable-text'), text ?? '');
  },

  /** What was not there before is written anew; the rest stays as it is, for whoever reads or copies it. */
  draw() {
    byId('overview-content').hidden = this.status === null;
    if (this.status !== null) this.drawStatus();
    this.tick();
  },

  drawStatus() {
    byId('overview-at').replaceChildren('As of ', time(this.seenAt), this.failures === 0 ? '. Looked at every 5 seconds while this page can be seen.' : ': what follows may be different by now.');
    const isPaused = Date.parse(this.status.budget.pausedUntil) > now();
    const drawn = JSON.stringify([this.status, isPaused]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.ticks = [];
      drawBudget(this.status, isPaused);
      drawOutbox(this.status);
    }
  },

  /** Every second: what counts down does so between two looks. */
  tick() {
    if (!this.isShown) return;

    tell(byId('unreachable-wait'), `Trying again in ${span(this.nextAt - Date.now())}.`);
    for (const tick of this.ticks) tick();
  },
};

/** Words that change by themselves. */
function ticking(words) {
  const element = el('span');
  overview.ticks.push(() => tell(element, words()));
  return element;
}

function drawBudget({ budget, lastReleaseAt }, isPaused) {
  const gauge = byId('budget-gauge');
  const until = () => {
    const wait = Date.parse(budget.nextSlot) - now();
    return wait > 1000 ? wait : 0; // The app's clock is known to the second.
  };
  gauge.max = budget.pace;
  gauge.low = gauge.high = isPaused ? 0.01 : budget.pace; // Above it, browsers paint it red, as long as the optimum is below.
  gauge.optimum = 0;
  overview.ticks.push(() => {
    gauge.value = Math.min(budget.pace, Math.max(0, Math.ceil(until() / 60_000 * budget.pace)));
    tell(byId('budget-promised'), isPaused
      ? 'Nothing is sent at the moment.'
      : `${Math.round(gauge.value)} of the ${Math.round(budget.pace)} requests of the coming minute are promised.`);
  });
  showFacts(
    byId('budget-facts'),
    ['Pace', `${budget.pace} requests a minute; the limit is ${budget.requestsPerMinute}`],
    ['Next free', ticking(() => until() > 0 ? `in ${span(until())}` : 'now')],
    ['Pause', isPaused
      ? el('span', { class: 'bad' }, 'for ', ticking(() => span(Date.parse(budget.pausedUntil) - now())), ', until ', time(budget.pausedUntil), budget.pauseReason ? `: ${budget.pauseReason}` : '')
      : el('span', { class: 'good' }, 'none')],
    ['Last release', lastReleaseAt === undefined ? 'none yet' : time(lastReleaseAt)]);
}

function drawOutbox({ outbox, queues, unknownEvents, privacyRequests }) {
  showFacts(
    byId('outbox-facts'),
    ['Unsent', outbox.unsent],
    ['Oldest', outbox.oldestUnsentAt === undefined ? 'none' : el('span', null, 'waits for ', ticking(() => span(now() - Date.parse(outbox.oldestUnsentAt))), ', since ', time(outbox.oldestUnsentAt))]);
  byId('queues').replaceChildren(...Object.entries(queues).map(([name, { depth, poison }]) => el('tr', null,
    el('th', { scope: 'row' }, name),
    el('td', null, String(depth)),
    el('td', { class: poison > 0 ? 'bad' : 'good' }, String(poison)))));
  showFacts(byId('other-facts'), ['Unknown events', unknownEvents], ['Privacy requests', privacyRequests]);
}

document.addEventListener('visibilitychange', () => overview.look());
byId('unreachable-now').addEventListener('click', () => overview.look());
setInterval(() => overview.tick(), 1000);
