// The beginning: the calls that were made before, when to start, and window.Chatra.

let widget = null;

/** "injectTo": an id is looked for when it is needed, which is after DOMContentLoaded; of a collection the first counts. */
function placeOf(setup) {
  if (setup.mode !== 'frame')
    return document.body;
  const to = setup.injectTo;
  return typeof to === 'string' ? document.getElementById(to) : to instanceof Node ? to : to[0];
}

function start() {
  const setup = acceptSetup(window.ChatraSetup);
  const integration = acceptIntegration(window.ChatraIntegration);
  if (!window.ChatraID) {
    console.error('Chatra: ChatraID, the public key of the account, must be set before the widget code');
    return;
  }
  const place = placeOf(setup);
  if (!place) {
    console.error('Chatra: ChatraSetup.injectTo must name an element of the page');
    return;
  }
  widget = createWidget(setup, integration);
  place.append(widget.host);
  widget.render();
  widget.run();
}

function kill() {
  widget?.end();
  widget = null;
}

function call(name, ...values) {
  if (!Object.hasOwn(methodRules, name)) {
    report(`${String(name)} is not a documented method`);
    return;
  }
  if (name === 'kill' || name === 'restart') {
    kill();
    if (name === 'restart')
      start();
    return;
  }
  const accepted = acceptArguments(name, values);
  if (accepted === undefined)
    return;
  if (widget === null)
    report(`${name} was called while Chatra is not on the page: call restart`);
  else
    widget.methods[name](...accepted);
}

const happened = (isPast, target, event) => isPast() ? Promise.resolve() : new Promise(resolve => target.addEventListener(event, resolve, { once: true }));

/** "The widget starts loading only after all other page resources have completed loading." */
async function begin() {
  await happened(() => document.readyState !== 'loading', document, 'DOMContentLoaded');
  if (window.ChatraSetup?.deferredLoading === true)
    await happened(() => document.readyState === 'complete', window, 'load');
  const before = window.Chatra;
  start();
  window.Chatra = (name, ...values) => call(name, ...values);
  // The npm module asks whether there is a restart before it calls it.
  for (const name of Object.keys(methodRules))
    window.Chatra[name] = (...values) => call(name, ...values);
  const waiting = [...(before?.q ?? [])];
  window.Chatra.q = { push: values => call(...values) }; // Who kept the loader's function goes on with it.
  waiting.forEach(values => call(...values));
}

/** For tests: what cannot be seen in the page. The documentation knows nothing of it. */
window.ChatraSimulator = {
  get settings() { return widget?.settings(); },
  get analyticEvents() { return [...(widget?.state().events ?? [])]; },
  get errors() { return [...errors]; },
};

if (!window.Chatra?.restart)
  begin();
