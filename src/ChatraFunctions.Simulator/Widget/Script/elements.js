// The DOM, made of createElement and textContent only.

function element(name, attributes = {}, ...children) {
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

const webAddress = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** The text as nodes; web addresses in it, and nothing else, become links. */
function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(webAddress)) {
    nodes.push(text.slice(end, match.index), link(match[0], match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

function link(address, text) {
  return element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** A file's name, as a link where its address is a web address. */
function fileNode(file) {
  const name = String(file.fileName ?? file.name ?? 'file');
  return /^https?:\/\//i.test(file.url ?? '') ? link(file.url, name) : document.createTextNode(name);
}

/** Black or white, whichever is read more easily on the color. WCAG's relative luminance. */
function readableOn(color) {
  const hex = color.length === 4 ? [...color.slice(1)].map(digit => digit + digit) : color.slice(1).match(/../g);
  const [red, green, blue] = hex.map(pair => parseInt(pair, 16) / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}

const isMobile = () =>
  navigator.userAgentData?.mobile === true || /Mobi|Android|iPhone|iPad/i.test(navigator.userAgent);
