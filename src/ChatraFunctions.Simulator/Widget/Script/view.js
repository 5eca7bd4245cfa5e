// What is seen, in a shadow root. `render` makes it so, whatever it was; `act` tells what the visitor does.

const sheet = new CSSStyleSheet();
sheet.replaceSync(widgetCss);

function createView(act) {
  const host = element('div', { id: 'chatra', 'data-chatra': '' });
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];

  const title = element('span', { class: 'title' });
  const badge = element('span', { class: 'badge', part: 'badge', 'aria-hidden': 'true' });
  const button = element('button', { class: 'button', part: 'button', type: 'button', 'aria-expanded': 'false', onclick: () => act.toggle() }, icon(), title, badge);

  const heading = element('h2', { class: 'title', part: 'title' });
  const minimize = element('button', { part: 'minimize', type: 'button', onclick: () => act.minimize() }, '–');
  const status = element('p', { class: 'status', part: 'status', role: 'status' });
  const list = element('div', { class: 'messages', part: 'messages', role: 'log', tabindex: '0' });
  const options = element('div', { class: 'options', part: 'options' });
  const form = createForm(act);
  const write = createWriting(act);
  const chat = element('section', { class: 'chat', part: 'chat', onkeydown: event => event.key === 'Escape' && act.minimize() },
    element('header', { class: 'head' }, heading, minimize), status, list, options, form.node, write.node);
  root.append(button, chat);

  function render(state) {
    const { settings, strings } = state;
    const isFrame = settings.mode === 'frame';
    const isExpanded = isFrame || state.isExpanded;
    describe(host, { ...state, isExpanded });
    paint(host, settings);

    button.hidden = isExpanded || settings.customWidgetButton !== undefined;
    button.className = `button ${settings.buttonStyle}`;
    title.textContent = strings.button.title;
    badge.hidden = state.unread === 0;
    badge.textContent = String(state.unread);
    const unread = state.unread > 0 ? `, ${filled(strings.button.unread, 'count', state.unread)}` : '';
    button.setAttribute('aria-label', strings.button.title + unread);

    const wasExpanded = !chat.hidden;
    chat.hidden = !isExpanded;
    chat.setAttribute('aria-label', strings.chat.title);
    heading.textContent = strings.chat.title;
    minimize.hidden = isFrame;
    minimize.setAttribute('aria-label', strings.chat.minimize);
    status.textContent = state.isConnected ? (state.areAgentsOnline ? '' : strings.messageTypes.agentsOffline) : strings.chat.offline;
    status.hidden = status.textContent === '';
    list.setAttribute('aria-label', strings.chat.messages);
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    renderMessages(list, state);
    renderOptions(options, state, act);
    form.render(state);
    write.render(state);
    if (isExpanded && (isAtEnd || !wasExpanded))
      list.scrollTop = list.scrollHeight;
  }

  return { host, render, focusInput: () => write.focus(), focusButton: () => button.focus(), hasFocus: () => root.activeElement !== null };
}

/** The state for tests and for the page's own style sheet, as attributes of the host. */
function describe(host, state) {
  const { settings } = state;
  const values = {
    'data-chatra-state': state.isExpanded ? 'expanded' : 'minimized',
    'data-chatra-mode': settings.mode,
    'data-chatra-style': settings.buttonStyle,
    'data-chatra-position': settings.buttonPosition,
    'data-chatra-language': settings.language,
    'data-chatra-unread': state.unread,
    'data-chatra-connection': state.isConnected ? 'open' : 'lost',
    lang: settings.language,
  };
  for (const [name, value] of Object.entries(values))
    host.setAttribute(name, value);
  host.toggleAttribute('data-chatra-ready', state.isReady);
  host.toggleAttribute('data-chatra-mobile', state.isMobile);
  host.hidden = state.isHidden;
}

function paint(host, { colors, buttonSize, chatWidth, chatHeight, zIndex }) {
  const values = {
    '--button-text': colors.buttonText,
    '--button-bg': colors.buttonBg,
    '--client-bubble': colors.clientBubbleBg,
    '--client-text': readableOn(colors.clientBubbleBg),
    '--agent-bubble': colors.agentBubbleBg,
    '--agent-text': readableOn(colors.agentBubbleBg),
    '--button-size': `${buttonSize}px`,
    '--chat-width': `${chatWidth}px`,
    '--chat-height': `${chatHeight}px`,
    'z-index': String(zIndex),
  };
  for (const [name, value] of Object.entries(values))
    host.style.setProperty(name, value);
}

function icon() {
  const space = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(space, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', 'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-6 5v-5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z');
  drawing.append(path);
  return drawing;
}
