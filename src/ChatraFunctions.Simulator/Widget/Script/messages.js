// The parts of the chat: messages, what can be chosen below them, the form before the chat, and where the visitor writes.

/** Nodes of messages that are there stay, so that a screen reader says a message once. */
function renderMessages(list, { messages, strings }) {
  const old = new Map([...list.children].map(node => [node.dataset.id, node]));
  const nodes = withNotes(messages, strings).map(item => updated(old.get(item.id) ?? messageNode(item), item, strings));
  if (nodes.length !== list.children.length || nodes.some((node, index) => node !== list.children[index]))
    list.replaceChildren(...nodes);
}

/** An agent's first message is announced; before the first message of all stands a welcome. */
function withNotes(messages, strings) {
  if (messages.length === 0)
    return [{ id: 'welcome', note: strings.chat.welcome }];
  const joined = new Set();
  return messages.flatMap(message => {
    if (message.type !== 'agent' || message.isPushed || message.isTrigger || joined.has(message.agentId))
      return [message];
    joined.add(message.agentId);
    const note = joined.size === 1
      ? `${message.agentName} ${strings.messageTypes.joinedFirst}`
      : filled(strings.messageTypes.joined, 'username', message.agentName);
    return [{ id: `joined-${message.agentId}`, note }, message];
  });
}

function messageNode(item) {
  if (item.note !== undefined)
    return element('p', { class: 'note', part: 'note', 'data-id': item.id });
  return element('div', { class: 'message', part: 'message', 'data-id': item.id, 'data-type': item.type },
    element('p', { class: 'author', part: 'author' }), element('div', { class: 'bubble', part: 'bubble' }));
}

function updated(node, item, strings) {
  if (item.note !== undefined) {
    if (node.textContent !== item.note)
      node.textContent = item.note;
    return node;
  }
  const [author, bubble] = node.children;
  const who = item.type === 'client' ? strings.chat.you : item.agentName ?? '';
  const state = item.isSending ? ` · ${strings.chat.sending}` : item.isEdited ? ` · ${strings.chat.edited}` : '';
  author.textContent = who + state;
  if (bubble.textContent !== item.text || item.file)
    bubble.replaceChildren(...(item.file ? [fileNode(item.file)] : linked(item.text)));
  node.dataset.kind = item.isPushed ? 'pushed' : item.isTrigger ? 'automatic' : 'said';
  return node;
}

/** The answers that a bot offers; after an agent has answered, how the chat was. */
function renderOptions(node, { options, rating, strings }, act) {
  const choices = options.map(option => [option, () => act.choose(option)]);
  if (rating === 'open')
    choices.push([strings.chat.good, () => act.rate('good')], [strings.chat.bad, () => act.rate('bad')]);
  const lead = rating === 'open' ? strings.chat.rate : rating === 'rated' ? strings.chat.rated : '';
  const shown = JSON.stringify([lead, choices.map(([label]) => label)]);
  node.hidden = lead === '' && choices.length === 0;
  if (node.dataset.shown === shown)
    return;
  node.dataset.shown = shown;
  node.replaceChildren(element('span', {}, lead), ...choices.map(([label, onclick]) => element('button', { type: 'button', part: 'option', onclick }, label)));
}

/** Name and e-mail, before the first message, where the account asks for them. */
function createForm(act) {
  const name = element('input', { part: 'form-name', autocomplete: 'name', name: 'name' });
  const email = element('input', { part: 'form-email', type: 'email', autocomplete: 'email', name: 'email' });
  const labels = [element('span'), element('span')];
  const start = element('button', { part: 'form-start' });
  const node = element('form', { class: 'form', part: 'form', onsubmit: submit },
    element('label', {}, labels[0], name), element('label', {}, labels[1], email), start);

  function submit(event) {
    event.preventDefault();
    act.submitForm({ name: name.value.trim(), email: email.value.trim() });
  }

  function render({ strings, isFormOpen }) {
    node.hidden = !isFormOpen;
    node.setAttribute('aria-label', strings.start);
    labels[0].textContent = strings.name;
    name.placeholder = strings.yourName;
    labels[1].textContent = strings.email;
    start.textContent = strings.start;
  }

  return { node, render };
}

/** Enter sends, Shift+Enter begins a line. */
function createWriting(act) {
  const input = element('textarea', { part: 'input', rows: '1', onkeydown: keydown });
  const send = element('button', { part: 'send' });
  const node = element('form', { class: 'write', part: 'write', onsubmit: submit }, input, send);

  function submit(event) {
    event.preventDefault();
    const said = input.value.trim();
    input.value = '';
    if (said !== '')
      act.say(said);
  }

  function keydown(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing)
      submit(event);
  }

  function render({ strings, isFormOpen }) {
    node.hidden = isFormOpen;
    input.placeholder = strings.chat.input.placeholder;
    input.setAttribute('aria-label', strings.chat.input.placeholder);
    send.textContent = strings.chat.send;
  }

  return { node, render, focus: () => input.focus() };
}
