// Everything that was stored reaches the page through these functions: as text, never as markup.

const byId = id => document.getElementById(id);

/** An element with attributes and listeners; strings among the children become text nodes. */
function el(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== undefined && value !== null) element.setAttribute(key, value);
  }

  element.append(...children.filter(isThere));
  return element;
}

const isThere = child => child !== undefined && child !== null && child !== false && child !== '';

/** Terms and what they are, in place of what the list held; those without a value are left out. */
function showFacts(list, ...facts) {
  list.replaceChildren(...facts
    .filter(([, value]) => isThere(value))
    .flatMap(([term, ...values]) => [el('dt', null, term), el('dd', { dir: 'auto' }, ...values.map(value => value instanceof Node ? value : String(value)))]));
}

/** A link to what somebody else wrote: only where it is a web address; else the words alone. */
function link(words, address) {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' || url?.protocol === 'http:'
    ? el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, words)
    : el('span', null, words);
}

/** An instant where the reader is, who is told where that is; the title has it in UTC. */
function time(at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return el('span', null, 'unknown');

  const utc = date.toISOString();
  return el('time', { datetime: utc, title: `${utc.slice(0, 19).replace('T', ' ')} UTC` }, inWords.format(date));
}

const inWords = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});

/** 90 seconds are "1 min". */
function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** Text that a screen reader tells when it changes; setting the same again tells nothing. */
function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
