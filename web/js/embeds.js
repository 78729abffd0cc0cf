// Contents of other sites inside of the page, after a click and not before: until then nothing is asked of anybody.

const words = document.querySelector('#frames');
const { frames, show, from } = JSON.parse(words?.textContent ?? '{"frames":[]}');

for (const embed of document.querySelectorAll('.embed')) {
  const link = embed.querySelector('a[href]');
  const frame = frames.find(({ of }) => of === link?.getAttribute('href'));
  if (!frame) continue;
  const [button, note] = [document.createElement('button'), document.createElement('small')];
  button.type = 'button';
  button.textContent = show;
  button.className = 'show';
  note.className = 'from';
  note.textContent = from.replace('$place', frame.place);
  embed.append(button, note);
  button.addEventListener('click', () => {
    const shown = framed(frame, link.textContent);
    embed.classList.add('shown');
    button.replaceWith(shown);
    note.remove();
    shown.focus();
  });
}

/** It runs its own scripts, and reaches nothing of the page. */
function framed({ address, form, says_the_house }, title) {
  const shown = document.createElement('iframe');
  shown.title = title;
  shown.className = form;
  shown.sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation';
  shown.allow = 'fullscreen; picture-in-picture; encrypted-media';
  shown.referrerPolicy = says_the_house ? 'strict-origin' : 'no-referrer';
  shown.credentialless = true;
  shown.src = address;
  return shown;
}
