// The function key, and the calls that it goes with.

const keyName = 'chatra-functions-key';
const base = location.pathname.replace(/\/console\/?$/i, '/');

/** The app answered, and not with what was asked for. */
class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** The app did not answer. */
class Unreachable extends Error {}

/** How far the app's clock is ahead of the reader's. */
let ahead = 0;

const now = () => Date.now() + ahead;

const segment = id => encodeURIComponent(id);

/** The JSON of the answer. While the answer is 401, the key is asked for, and the call made again. */
async function call(method, path, body, patience = 30_000) {
  while (true) {
    const key = sessionStorage.getItem(keyName);
    const response = await send(method, path, body, key, patience);
    if (response.status !== 401) return await read(response);

    await askForKey(key);
  }
}

async function send(method, path, body, key, patience) {
  const headers = { Accept: 'application/json' };
  if (key !== null) headers['x-functions-key'] = key;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch(base + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    const date = Date.parse(response.headers.get('Date') ?? '');
    if (!Number.isNaN(date)) ahead = date - Date.now();
    return response;
  } catch (error) {
    const isUnclear = method !== 'GET' && error.name === 'TimeoutError';
    throw new Unreachable(isUnclear ? 'There was no answer in time: it may have been done all the same.' : 'The functions cannot be reached.', { cause: error });
  }
}

async function read(response) {
  if (response.ok && response.status === 204) return null;

  const json = await response.json().catch(() => null);
  if (response.ok && json !== null) return json;
  if (response.ok) throw new Unreachable('The answer broke off.');

  const faults = (json?.errors ?? []).map(fault => ` ${fault.pointer}: ${fault.reason}.`).join('');
  throw new Refused(json?.detail ? `${json.detail}${faults}` : `The functions answered ${response.status}.`, response.status);
}

let asking = null;

/** Resolves when there is a key that was not refused yet; calls that fail side by side ask once. What the address names is opened again then. */
function askForKey(refused) {
  if (sessionStorage.getItem(keyName) !== refused) return Promise.resolve();

  asking ??= new Promise(resolve => {
    forgetKey();
    const place = location.hash;
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
    byId('key-problem').textContent = refused === null ? '' : 'The app does not take this key.';
    lock(true);
    byId('key-form').onsubmit = event => {
      event.preventDefault();
      const key = byId('key-input').value.trim();
      if (!/^[\x21-\x7e]+$/.test(key)) {
        byId('key-problem').textContent = 'A key has letters, digits and signs, and no spaces.';
        return;
      }

      byId('key-input').value = '';
      sessionStorage.setItem(keyName, key);
      lock(false);
      asking = null;
      resolve();
      if (place.startsWith(`${location.hash}/`)) location.hash = place;
    };
  });
  return asking;
}

function lock(isLocked) {
  byId('key').hidden = !isLocked;
  byId('sections').hidden = isLocked;
  byId('forget').hidden = isLocked || sessionStorage.getItem(keyName) === null;
  if (isLocked) byId('key-input').focus();
  else document.querySelector('#sections > section:not([hidden]) h2')?.focus();
}

function forgetKey() {
  sessionStorage.removeItem(keyName);
  byId('forget').hidden = true;
}
