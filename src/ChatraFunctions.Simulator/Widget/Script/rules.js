// What Chatra's documentation allows as a setting and as an argument. A rule takes a value and gives back what of it is accepted;
// what is not is reported with the documented rule, and undefined. Values are never reported: a clientId is a secret.

const positions = ['bl', 'bc', 'br', 'lt', 'lm', 'lb', 'rt', 'rm', 'rb'];
const languages = ['en', 'de', 'fr', 'es', 'nl', 'pt', 'it', 'ru'];
const colorNames = ['buttonText', 'buttonBg', 'clientBubbleBg', 'agentBubbleBg'];
const errors = [];

function report(message) {
  errors.push(message);
  console.error(`Chatra: ${message}; it is ignored`);
}

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = value => typeof value === 'string' && value !== '';
const isScalar = value => typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
const listed = values => values.map(value => `'${value}'`).join(', ');

const must = (rule, allows) => (value, where) => {
  if (allows(value))
    return value;
  report(`${where} must be ${rule}`);
  return undefined;
};

const oneOf = values => must(`one of ${listed(values)}`, value => values.includes(value));
const atLeast = minimum => must(`a Number, at least ${minimum}`, value => Number.isFinite(value) && value >= minimum);
const wholeAtLeast = minimum => must(`a positive integer, at least ${minimum}`, value => Number.isInteger(value) && value >= minimum);
const flag = must('a Boolean', value => typeof value === 'boolean');
const text = must('a non-empty String', isText);
const callback = must('a Function', value => typeof value === 'function');

const selector = must('a valid CSS selector', value => {
  try {
    return isText(value) && document.createDocumentFragment().querySelector(value) === null;
  } catch {
    return false;
  }
});

/** An id, a node, or an array-like collection of nodes whose first element counts. */
const place = must("an element's id, an HTML node or a collection of nodes",
  value => isText(value) || value instanceof Node || (isObject(value) || Array.isArray(value)) && value[0] instanceof Node);

/** Each property by itself: one that is wrong does not take the others along. */
const each = (rule, isWhole, accept) => (value, where) => {
  if (!isWhole(value)) {
    report(`${where} must be ${rule}`);
    return undefined;
  }
  const entries = Object.entries(value).map(([name, part]) => [name, accept(name, part, `${where}.${name}`)]);
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
};

const color = must("a String in '#fff' or '#ffffff' format", value => isText(value) && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value));

const colors = each('an Object of colors', isObject, (name, value, where) => {
  if (colorNames.includes(name))
    return color(value, where);
  report(`${where} is unknown: colors are ${listed(colorNames)}`);
  return undefined;
});

const scalar = must('a String, Number or Boolean', isScalar);
const scalarOrNull = must('a String, Number, Boolean or null', value => value === null || isScalar(value));
const dataOf = rule => each('an Object', isObject, (_, value, where) => rule(value, where));

/** A string, a string per language, or deeper; "strings with keys starting with _ are protected from changing". */
const locale = (value, where) => each('an Object of strings', isObject, (name, part, path) => {
  if (name.startsWith('_')) {
    report(`${path} is protected: its key starts with _`);
    return undefined;
  }
  return isObject(part) ? locale(part, path) : must('a String', string => typeof string === 'string')(part, path);
})(value, where);

const settingRules = {
  buttonStyle: oneOf(['tab', 'round']),
  buttonPosition: oneOf(positions),
  buttonSize: must('a Number above 0', value => Number.isFinite(value) && value > 0),
  customWidgetButton: selector,
  chatWidth: atLeast(280),
  chatHeight: atLeast(300),
  zIndex: must('a Number', Number.isFinite),
  colors,
  startHidden: flag,
  mobileOnly: flag,
  disabledOnMobile: flag,
  language: oneOf(languages),
  locale,
  mode: oneOf(['widget', 'frame']),
  injectTo: place,
  clientId: text,
  groupId: text,
  gaTrackingId: text,
  disableGaTracking: flag,
  // Documented as a String; the documentation's own example is a number.
  yaCounterId: must('a non-empty String', value => isText(value) || Number.isInteger(value)),
  disableYaTracking: flag,
  onNewMessage: callback,
  onAnalyticEvent: callback,
  deferredLoading: flag,
  disableChatOpenHash: flag,
};

const anyFlag = must('a Boolean, or absent', value => value === undefined || typeof value === 'boolean');
const focusRule = (value, where) => anyFlag(value, where) ?? false;

/** The arguments of each method, in order. */
const methodRules = {
  sendAutoMessage: [['text', text]],
  setButtonPosition: [['positionCode', oneOf(positions)]],
  resetButtonPosition: [],
  setButtonSize: [['size', wholeAtLeast(1)]],
  setChatWidth: [['width', wholeAtLeast(280)]],
  setChatHeight: [['height', wholeAtLeast(300)]],
  setZIndex: [['zIndex', must('an integer', Number.isInteger)]],
  setColors: [['colors', colors]],
  resetColors: [],
  openChat: [['focus', focusRule]],
  expandWidget: [['focus', focusRule]],
  minimizeWidget: [],
  hide: [],
  show: [],
  pageView: [],
  setIntegrationData: [['data', dataOf(scalar)]],
  updateIntegrationData: [['data', dataOf(scalarOrNull)]],
  setLocale: [['localeModifier', locale]],
  setGroupId: [['groupId', must('a non-empty String or null', value => value === null || isText(value))]],
  restart: [],
  kill: [],
};

/** What of window.ChatraSetup is valid. */
function acceptSetup(setup) {
  if (setup === undefined || setup === null)
    return {};
  if (!isObject(setup)) {
    report('ChatraSetup must be an Object');
    return {};
  }
  const accepted = {};
  for (const [name, value] of Object.entries(setup)) {
    if (!Object.hasOwn(settingRules, name))
      report(`ChatraSetup.${name} is not a documented setting`);
    else if (value !== undefined)
      accepted[name] = settingRules[name](value, `ChatraSetup.${name}`);
  }
  if (accepted.mode === 'frame' && accepted.injectTo === undefined) {
    report("ChatraSetup.mode 'frame' must come with injectTo");
    accepted.mode = 'widget';
  }
  return Object.fromEntries(Object.entries(accepted).filter(([, value]) => value !== undefined));
}

function acceptIntegration(data) {
  return data === undefined || data === null ? undefined : dataOf(scalar)(data, 'ChatraIntegration');
}

/** The arguments as they are accepted; undefined where the call is not to be made. */
function acceptArguments(name, values) {
  const accepted = methodRules[name].map(([argument, rule], index) => rule(values[index], `${name}: ${argument}`));
  return accepted.includes(undefined) ? undefined : accepted;
}
