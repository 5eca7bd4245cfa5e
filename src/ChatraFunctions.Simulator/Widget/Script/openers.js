// What on the page opens the chat: links to #chatraChatExpanded, the page's own button, and on mobile devices the way back.

const openHash = '#chatraChatExpanded';

/** "A link with the address #chatraChatExpanded"; one to another page, which has its own chat, is followed. */
function isOpener(link) {
  const address = link?.getAttribute('href').trim();
  if (address === undefined || address === openHash)
    return address === openHash;
  try {
    return new URL(address, document.baseURI).href === location.href.replace(location.hash, '').replace(/#$/, '') + openHash;
  } catch {
    return false;
  }
}

/** Not one that opens another tab or window. */
const isPlain = event => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

function listenToPage(settings, widget) {
  const ended = new AbortController();
  const { signal } = ended;
  let isOurs = false;

  document.addEventListener('click', event => {
    if (!widget.isOnDevice())
      return;
    const target = event.composedPath().find(node => node instanceof Element);
    if (isOpener(target?.closest('a[href]')) && isPlain(event)) {
      event.preventDefault();
      widget.openChat(false);
    } else if (settings.customWidgetButton && target?.closest(settings.customWidgetButton)) {
      widget.toggle();
    }
  }, { signal });

  addEventListener('hashchange', () => {
    if (location.hash === openHash)
      widget.openChat(false);
    else if (isOurs) {
      isOurs = false;
      widget.minimizeWidget();
    }
  }, { signal });

  return {
    end: () => ended.abort(),
    isOpenByHash: () => location.hash === openHash,
    /** "#chatraChatExpanded gets added to the page address. It allows the visitor to close the chat window using the back button." */
    opened(isOnMobile) {
      if (!isOnMobile || settings.disableChatOpenHash || location.hash === openHash)
        return;
      isOurs = true;
      location.hash = openHash;
    },
    minimized() {
      if (!isOurs || location.hash !== openHash)
        return;
      isOurs = false;
      history.back();
    },
  };
}
