// What on the page opens the chat: links to #chatraChatExpanded, the page's own button, and on mobile devices the way back.

const openHash = '#chatraChatExpanded';

function listenToPage(settings, widget) {
  const ended = new AbortController();
  const { signal } = ended;
  let isOurs = false;

  document.addEventListener('click', event => {
    const target = event.composedPath().find(node => node instanceof Element);
    if (target?.closest(`a[href$="${openHash}"]`)) {
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
