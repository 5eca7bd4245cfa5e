// What has been said, and what it means for the documented callbacks.

function createConversation(settings, analytics, { onTargeted }) {
  const held = new Map();
  const sending = new Map();
  let isLoaded = false;
  // What is of a later version than the arrival is new; until it is known when that was, nothing is.
  let arrived = Infinity;
  let isStarted = false;
  let isAccepted = false;
  let targeted = false;

  const isSpoken = message => !message.isPushed && !message.isTrigger;

  function take(news) {
    const fresh = [];
    for (const message of news.messages) {
      if (message.key)
        sending.delete(message.key);
      if (message.isDeleted)
        held.delete(message.id);
      else {
        if (!held.has(message.id))
          fresh.push(message);
        held.set(message.id, message);
      }
    }
    const isOld = message => !isLoaded && message.revision <= arrived;
    if (!isLoaded)
      isAccepted = isStarted && fresh.some(message => isOld(message) && message.type === 'agent' && isSpoken(message));
    fresh.filter(message => !isOld(message)).forEach(tell);
    isLoaded = true;
    isStarted = news.isStarted;
    isAccepted &&= isStarted;
  }

  function tell(message) {
    callBack('onNewMessage', settings.onNewMessage, { id: message.id, createdAt: message.createdAt, text: message.text, type: message.type });
    if (message.isTrigger)
      target();
    else if (message.type === 'client')
      tellVisitor();
    else if (isSpoken(message) && message.type === 'agent')
      tellAgent();
  }

  function target() {
    if (onTargeted()) {
      targeted = true;
      analytics.tell('Targeted chat shown');
    }
  }

  function tellVisitor() {
    if (targeted)
      analytics.tell('Targeted chat accepted by visitor');
    else if (!isStarted)
      analytics.tell('Chat initiated by visitor');
    targeted = false;
    isStarted = true;
  }

  function tellAgent() {
    if (!isStarted)
      analytics.tell('Chat initiated by agent');
    else if (!isAccepted)
      analytics.tell('Chat accepted by agent');
    isStarted = true;
    isAccepted = true;
  }

  /** The visitor turns away from an automatic message. */
  function reject() {
    if (targeted)
      analytics.tell('Targeted chat rejected by visitor');
    targeted = false;
  }

  return {
    take,
    reject,
    add: message => (held.set(message.id, message), tell(message)),
    arrive({ version, isStarted: goesOn }) {
      arrived = version;
      isStarted = goesOn;
    },
    forget() {
      held.clear();
      isLoaded = false;
      arrived = Infinity;
    },
    begin: (key, said) => sending.set(key, { id: `sending-${key}`, type: 'client', text: said, isSending: true, createdAt: Infinity }),
    giveUp: key => sending.delete(key),
    messages: () => [...[...held.values()].sort((one, other) => one.createdAt - other.createdAt), ...sending.values()],
    isAnswered: () => isAccepted,
    isEmpty: () => held.size === 0,
  };
}
