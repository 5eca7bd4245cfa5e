// The documented analytic events. They go to onAnalyticEvent; what Chatra would send to Google Analytics and Yandex Metrika is only
// written down. "Events not initiated by visitors have a non-interaction flag."

const byVisitors = [
  'Chat initiated by visitor', 'Chat rated', 'Targeted chat accepted by visitor', 'Targeted chat rejected by visitor', 'Pre-chat form submitted',
  'Bot scenario started by visitor', 'Bot reply option clicked',
];

function createAnalytics(settings) {
  const events = [];

  function tell(name) {
    events.push({
      name,
      isNonInteraction: !byVisitors.includes(name),
      ga: settings.disableGaTracking ? null : settings.gaTrackingId ?? 'first tracker of the page',
      ya: settings.disableYaTracking ? null : settings.yaCounterId ?? 'first counter of the page',
    });
    callBack('onAnalyticEvent', settings.onAnalyticEvent, name);
  }

  return { events, tell };
}

/** A fault of the page's own function is the page's: it does not stop the chat. */
function callBack(name, callback, argument) {
  try {
    callback?.(argument);
  } catch (fault) {
    console.error(`Chatra: ${name} failed:`, fault);
  }
}
