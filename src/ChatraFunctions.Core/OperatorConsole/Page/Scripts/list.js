// Lists that are read a page at a time. The document holds a few pages at most: when more come, the first ones go.

const pageSize = 100;
const maxPages = 3;

class PagedList {
  #load;
  #row;
  #rows = el('ul', { class: 'rows' });
  #state = el('p', { role: 'status', class: 'note' });
  #problem = el('p', { role: 'alert', class: 'problem' });
  #more = el('button', { type: 'button', hidden: '', click: () => this.#next() }, 'More');
  #again = el('button', { type: 'button', hidden: '', click: () => this.#startAgain() }, 'Back to the beginning');
  #pages = [];
  #first = '';
  #continuation;
  #reading = 0;
  #isReading = false;

  /**
   * @param load gives {items, continuation?, note?} for a continuation, undefined for the first page.
   * @param row gives the <li> of an item.
   */
  constructor(place, load, row) {
    this.#load = load;
    this.#row = row;
    place.replaceChildren(this.#state, this.#problem, this.#again, this.#rows, this.#more);
  }

  async start() {
    this.#continuation = undefined;
    this.#more.hidden = this.#again.hidden = true;
    await this.#read(() => this.#clear());
  }

  #clear() {
    this.#pages = [];
    this.#rows.replaceChildren();
  }

  /**
   * Reads the first page again and shows it where it has changed, as long as it is the only one that is shown. What has the focus
   * keeps it.
   */
  async refresh() {
    const reading = this.#reading;
    if (this.#pages.length !== 1 || this.#isReading) return;

    try {
      const page = await this.#load(undefined);
      if (reading !== this.#reading) return;

      this.#problem.textContent = '';
      if (JSON.stringify(page.items) === this.#first) return;

      const focused = this.#rows.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      this.#clear();
      this.#show(page);
      if (focused !== null) this.#rows.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    } catch (error) {
      if (reading === this.#reading) tell(this.#problem, error.message);
    }
  }

  async #startAgain() {
    await this.start();
    this.#focusOn(this.#pages[0]?.[0]);
  }

  async #next() {
    this.#more.disabled = true;
    const isDone = await this.#read(() => {});
    this.#more.disabled = false;
    if (!isDone) return; // Something else was asked for meanwhile, which has the focus.

    if (this.#more.hidden) this.#focusOn(this.#pages.at(-1)?.[0]);
    else this.#more.focus();
  }

  /** The button that was pressed is gone. */
  #focusOn(row) {
    row?.setAttribute('tabindex', '-1');
    row?.focus();
  }

  /** False where something else was asked for meanwhile. */
  async #read(prepare) {
    const reading = ++this.#reading;
    this.#isReading = true;
    this.#problem.textContent = '';
    tell(this.#state, 'Reading…');
    try {
      const page = await this.#load(this.#continuation);
      if (reading !== this.#reading) return false;

      prepare();
      this.#show(page);
    } catch (error) {
      if (reading !== this.#reading) return false;

      prepare();
      tell(this.#state, '');
      this.#problem.textContent = error.message;
    }

    this.#isReading = false;
    return true;
  }

  #show({ items, continuation, note }) {
    if (this.#pages.length === 0) this.#first = JSON.stringify(items);
    this.#add(items.map(this.#row));
    this.#continuation = continuation;
    this.#more.hidden = continuation === undefined || continuation === null;
    this.#tell(note);
  }

  #add(rows) {
    this.#pages.push(rows);
    this.#rows.append(...rows);
    while (this.#pages.length > maxPages) {
      for (const row of this.#pages.shift()) row.remove();
      this.#again.hidden = false;
    }
  }

  #tell(note) {
    const count = this.#rows.childElementCount;
    const shown = count === 0 ? (this.#more.hidden ? 'There is nothing.' : 'Nothing so far; there is more to look through.') : `${count} shown.`;
    tell(this.#state, [shown, this.#again.hidden ? '' : 'Those before them are not shown any more.', note ?? ''].filter(isThere).join(' '));
  }
}
