// The address says what is shown: #section or #section/id.

const sections = { overview, deliveries, poison, conversations };
const details = { deliveries: delivery, conversations: chat };
let shown = null;

function show() {
  const [, name, id] = /^#(\w+)(?:\/(.+))?$/.exec(location.hash) ?? [];
  const section = Object.hasOwn(sections, name ?? '') ? name : 'overview';
  const isNew = section !== shown;
  if (isNew) change(section);
  if (section === 'poison') poison.show(id && decode(id));
  else if (isNew) sections[section].show();

  if (id && details[section]) details[section].open(decode(id));
  else for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
}

function change(section) {
  sections[shown]?.hide();
  const isFirst = shown === null;
  shown = section;
  for (const each of Object.keys(sections)) byId(each).hidden = each !== section;
  for (const anchor of document.querySelectorAll('nav a')) {
    if (anchor.hash === `#${section}`) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }

  if (!isFirst) byId(`${section}-title`).focus();
}

function decode(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // Written by hand.
  }
}

byId('forget').addEventListener('click', () => {
  forgetKey();
  location.hash = '#overview';
  location.reload();
});
addEventListener('hashchange', show);
lock(false);
show();
