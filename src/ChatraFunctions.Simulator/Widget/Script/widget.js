// One run of the widget, from a start to the next restart or kill: the documented methods, and what the visitor does.

const documented = {
  buttonStyle: 'round',
  buttonPosition: 'br',
  buttonSize: 60,
  chatWidth: 380,
  chatHeight: 600,
  zIndex: 9999,
  language: 'en',
  mode: 'widget',
};
const ownColors = { buttonText: '#ffffff', buttonBg: '#0b57d0', clientBubbleBg: '#d3e3fd', agentBubbleBg: '#eef0f3' };

function createWidget(setup, integration) {
  /** Set by a method; they win over the setup, which wins over the account's settings. */
  const changed = {};
  let account = {};
  let localeChanges = [setup.locale ?? {}];
  const analytics = createAnalytics(setup);
  const conversation = createConversation(setup, analytics, { onTargeted });
  const state = {
    isExpanded: false, isConnected: true, isReady: false, isMobile: isMobile(), isOff: setup.startHidden ?? false, isFormOpen: false, isFormDone: false,
    unread: 0, areAgentsOnline: true, rating: 'none', options: [],
  };
  const view = createView({ toggle, minimize: minimizeByVisitor, say, rate, choose, submitForm });
  const link = createLink(setup.clientId ?? generatedClientId(), { onNews, onConnection, onRefusal });
  const openers = listenToPage(setup, { openChat, minimizeWidget, toggle, isOnDevice: () => !isKeptOffDevice() });

  function settings() {
    const { language, buttonPosition, buttonStyle } = account;
    const ofAccount = Object.fromEntries(Object.entries({ language, buttonPosition, buttonStyle }).filter(([, value]) => value !== undefined && value !== null));
    const all = { ...documented, ...ofAccount, ...setup, ...changed };
    return { ...all, colors: { ...ownColors, ...(changed.colors ?? setup.colors) } };
  }

  function strings(language) {
    return localeChanges.reduce((all, change) => localized(all, change, language), texts[language]);
  }

  /** "If set to true the widget will show up only on mobile devices", or not there; the account has such a switch, too. */
  function isKeptOffDevice() {
    const isOnMobileOff = setup.disabledOnMobile ?? account.mobileButton === false;
    return state.isMobile ? isOnMobileOff : setup.mobileOnly === true;
  }

  function render() {
    const current = settings();
    view.render({
      ...state,
      settings: current,
      strings: strings(current.language),
      messages: conversation.messages(),
      isHidden: state.isOff || isKeptOffDevice(),
      unread: isSeen() ? 0 : state.unread,
    });
  }

  const isSeen = () => (state.isExpanded || setup.mode === 'frame') && !state.isOff && !isKeptOffDevice();

  function change(what) {
    Object.assign(state, what);
    render();
  }

  function override(what) {
    Object.assign(changed, what);
    render();
  }

  // What comes from the simulator.

  function onNews(news) {
    conversation.take(news);
    if (news.unread > 0 && isSeen())
      link.send('read', {});
    if (conversation.isAnswered() && state.rating === 'none')
      state.rating = 'open';
    greetInFrame();
    change({ unread: news.unread, isReady: true });
  }

  function onConnection(isConnected) {
    if (isConnected !== state.isConnected)
      change({ isConnected });
  }

  function onRefusal(path, reason) {
    console.error(`Chatra: the simulator refused '${path}': ${reason}`);
  }

  /** "Works in the same way as automatic targeted messages": where there is room for it, the chat opens. */
  function onTargeted() {
    if (state.isOff || isKeptOffDevice())
      return false;
    if (!state.isMobile)
      expand(false);
    return true;
  }

  async function arrive() {
    const { language } = settings();
    const answer = await link.send('arrive', { page: page(), language: navigator.language, groupId: setup.groupId, integrationData: integration });
    if (answer === undefined) {
      link.end();
      return false;
    }
    conversation.arrive(answer);
    account = answer.settings;
    state.areAgentsOnline = account.areAgentsOnline ?? true;
    if (language !== settings().language || !state.areAgentsOnline)
      render();
    return true;
  }

  async function run() {
    if (!await arrive()) {
      view.host.remove();
      return;
    }
    if (openers.isOpenByHash())
      openChat(false);
    render();
    // Another simulator at the same address knows nothing of this visitor.
    await link.listen(() => {
      conversation.forget();
      arrive();
    });
  }

  // What the visitor does.

  function toggle() {
    if (state.isExpanded)
      minimizeByVisitor();
    else
      openChat(true);
  }

  function minimizeByVisitor() {
    const hadFocus = view.hasFocus();
    minimizeWidget();
    if (hadFocus && !setup.customWidgetButton)
      view.focusButton();
  }

  function say(said) {
    const key = crypto.randomUUID();
    conversation.begin(key, said);
    state.options = [];
    render();
    link.send('say', { text: said, key, page: page() }).then(answer => {
      if (answer === undefined) {
        conversation.giveUp(key);
        render();
      }
    });
  }

  function rate(rating) {
    analytics.tell('Chat rated');
    change({ rating: 'rated', rated: rating });
  }

  function choose(option) {
    analytics.tell('Bot scenario started by visitor');
    analytics.tell('Bot reply option clicked');
    say(option);
  }

  function submitForm(data) {
    const filledIn = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== ''));
    link.send('data', { customFormData: filledIn });
    analytics.tell('Pre-chat form submitted');
    change({ isFormOpen: false, isFormDone: true });
    view.focusInput();
  }

  function expand(focus) {
    if (isKeptOffDevice())
      return; // There is nothing to be opened, nor an address to come back from.
    if (!state.isExpanded)
      openers.opened(state.isMobile);
    if (state.unread > 0 && !state.isOff)
      link.send('read', {});
    greet();
    change({ isExpanded: true });
    if (focus)
      view.focusInput();
  }

  /** The account may ask for a name before the first message, or let a bot ask. */
  function greet() {
    if (!conversation.isEmpty() || state.isExpanded)
      return;
    if (account.preChatForm && !state.isFormDone && !state.isFormOpen) {
      state.isFormOpen = true;
      analytics.tell('Pre-chat form shown');
    }
    if (account.bot && !state.isBotDone) {
      state.isBotDone = true;
      state.options = account.bot.options;
      analytics.tell('Bot scenario shown');
      conversation.add({ id: 'bot', type: 'bot', text: account.bot.text, createdAt: Date.now() });
    }
  }

  /** There the chat is open from the beginning, or from when it is shown. */
  function greetInFrame() {
    if (setup.mode === 'frame' && isSeen())
      greet();
  }

  // The documented methods.

  function openChat(focus) {
    expand(focus && !state.isMobile);
  }

  function minimizeWidget() {
    if (!state.isExpanded)
      return;
    conversation.reject();
    change({ isExpanded: false });
    openers.minimized();
  }

  const methods = {
    sendAutoMessage: said => link.send('auto', { text: said }),
    setButtonPosition: buttonPosition => override({ buttonPosition }),
    resetButtonPosition: () => override({ buttonPosition: account.buttonPosition ?? documented.buttonPosition }),
    setButtonSize: buttonSize => override({ buttonSize }),
    setChatWidth: chatWidth => override({ chatWidth }),
    setChatHeight: chatHeight => override({ chatHeight }),
    setZIndex: zIndex => override({ zIndex }),
    setColors: colors => override({ colors: { ...settings().colors, ...colors } }),
    resetColors: () => override({ colors: {} }),
    openChat,
    expandWidget: focus => state.isMobile || expand(focus),
    minimizeWidget,
    hide: () => change({ isOff: true }),
    show() {
      state.isOff = false;
      greetInFrame();
      render();
    },
    pageView: () => link.send('arrive', { page: page() }),
    setIntegrationData: data => link.send('data', { integrationData: data }),
    updateIntegrationData: data => link.send('data', { integrationData: data, update: true }),
    setLocale(change) {
      localeChanges = [...localeChanges, change];
      render();
    },
    setGroupId: groupId => link.send('data', { groupId }),
  };

  function end() {
    link.end();
    openers.end();
    view.host.remove();
  }

  return { methods, render, run, end, host: view.host, settings, state: () => ({ ...state, events: analytics.events }) };
}
