// The connection with the simulator. What goes out goes in order, and again until it has arrived; what comes in is asked for from the
// last version seen, so that nothing is lost while the connection is. No clientId stands in an address: everything is a POST.

const home = new URL(document.currentScript.src).origin;
const longestPause = 5000;

const page = () => ({ link: location.href.replace(openHash, ''), title: document.title });

function createLink(clientId, { onNews, onConnection, onRefusal }) {
  const stop = new AbortController();
  const key = String(window.ChatraID ?? '');
  let account = '';
  let after = 0;
  let outgoing = Promise.resolve();

  const pause = milliseconds => new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    stop.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

  async function post(path, body) {
    const answer = await fetch(`${home}/_widget/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ publicKey: key, clientId, ...body }),
      signal: stop.signal,
      cache: 'no-store',
      credentials: 'omit',
    });
    if (answer.status >= 500)
      throw new Error(`${answer.status}`);
    const json = await answer.json();
    return answer.ok ? json : { refused: json.message ?? `${answer.status}` };
  }

  /** The answer, however long it takes; undefined after a refusal or the end. */
  async function deliver(path, body) {
    for (let tries = 0; !stop.signal.aborted; tries++) {
      try {
        const answer = await post(path, body);
        onConnection(true);
        if (!answer.refused)
          return answer;
        onRefusal(path, answer.refused);
        return undefined;
      } catch {
        if (stop.signal.aborted)
          return undefined;
        onConnection(false);
        await pause(Math.min(longestPause, 250 * 2 ** tries));
      }
    }
    return undefined;
  }

  function send(path, body) {
    const sent = outgoing.then(() => deliver(path, body));
    outgoing = sent;
    return sent;
  }

  async function listen(onReset) {
    while (!stop.signal.aborted) {
      const news = await deliver('messages', { account: account || undefined, after });
      if (news === undefined)
        return;
      if (news.account !== account) {
        const isFirst = account === '';
        account = news.account;
        if (!isFirst)
          onReset();
      }
      after = news.version;
      if (news.messages)
        onNews(news);
      if (news.again > 0)
        await pause(news.again);
    }
  }

  return { send, listen, end: () => stop.abort() };
}

/** The id that "Chatra generates" for who is not bound: 192 bits, kept in this browser. */
function generatedClientId() {
  const name = 'chatra.clientId';
  try {
    const kept = localStorage.getItem(name);
    if (kept)
      return kept;
  } catch {
    // Storage is refused, in a sandboxed frame for one: the id lives as long as the page.
  }
  const made = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24)))).replaceAll('+', '-').replaceAll('/', '_');
  try {
    localStorage.setItem(name, made);
  } catch {
    // As above.
  }
  return made;
}
