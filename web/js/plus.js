// What scripts add to an article that is whole without them: the device's own way to share, the copied address, chapters
// that begin in the player of the page.

const list = document.querySelector('.hand-on ul');

if (list) {
  const { title, canonical } = shared();
  const { device, copy, copied } = list.dataset;
  if (copy && navigator.clipboard) {
    const button = added(copy);
    // Where a browser refuses, the address still stands in its own bar.
    button.addEventListener('click', () => navigator.clipboard.writeText(canonical).then(() => say(copied), () => {}));
  }
  if (device && navigator.share) {
    // A reader who changes their mind is no fault.
    added(device).addEventListener('click', () => navigator.share({ title, url: canonical }).catch(() => {}));
  }
}

for (const chapter of document.querySelectorAll('.chapters a')) {
  chapter.addEventListener('click', (event) => {
    const player = chapter.closest('.chapters').previousElementSibling?.querySelector('video, audio');
    if (!player) return;
    event.preventDefault();
    player.currentTime = Number(new URLSearchParams(chapter.hash.slice(1)).get('t'));
    player.play();
    player.focus();
  });
}

function shared() {
  return {
    title: document.querySelector('h1').textContent,
    canonical: document.querySelector('link[rel=canonical]')?.href ?? location.href,
  };
}

/** Said aloud by screen readers, and shown. */
function say(words) {
  const status = document.querySelector('.hand-on [role=status]') ?? document.createElement('p');
  status.setAttribute('role', 'status');
  if (!status.isConnected) list.after(status);
  status.textContent = words;
}

/** A button at the head of the list. */
function added(words) {
  const [item, button] = [document.createElement('li'), document.createElement('button')];
  button.type = 'button';
  button.textContent = words;
  item.append(button);
  list.prepend(item);
  return button;
}
