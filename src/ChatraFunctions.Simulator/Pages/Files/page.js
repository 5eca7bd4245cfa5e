// What the pages share. Everything that somebody else wrote is text: nodes are made, never parsed.

export const find = id => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith('on'))
      made.addEventListener(attribute.slice(2), value);
    else
      made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

export const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** The answer's JSON; null for an empty one. A refusal is thrown with its sentence. */
export async function ask(method, path, body) {
  const answer = await fetch(`/_simulator/${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(messageOf(text) ?? `${path}: ${answer.status}`);
  return text === '' ? null : JSON.parse(text);
}

function messageOf(text) {
  try {
    return JSON.parse(text).message;
  } catch {
    return undefined;
  }
}

export function showFault(fault) {
  find('fault').hidden = fault === null;
  find('fault').textContent = fault?.message ?? '';
}

/** Runs it, and shows why it could not be done. */
export async function attempt(work) {
  try {
    await work();
    showFault(null);
  } catch (fault) {
    showFault(fault);
  }
}

export function linkConsole({ console: address }) {
  if (!address)
    return;
  find('console').href = address;
  find('console').hidden = false;
}

/** Chatra's own loader, with the simulator's address. */
export function loadChatra(id, setup, integration) {
  window.ChatraID = id;
  window.ChatraSetup = setup;
  window.ChatraIntegration = integration;
  window.Chatra = window.Chatra || function () {
    (window.Chatra.q = window.Chatra.q || []).push(arguments);
  };
  document.head.append(element('script', { src: '/chatra.js', async: '' }));
}
