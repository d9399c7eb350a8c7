// Elements of the page. What comes from the store is only ever set as text.

export const byId = (id) => document.getElementById(id);

/** Makes an element; children are elements or text. */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Sets a text where it differs: what is the same is not drawn again, and not read out again. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element, isShown) {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/** Shows items in their order, each in the element that showed it before; elements of items that have gone are removed. */
export function keep(parent, items, key, create, update) {
  const known = parent.kept || (parent.kept = new Map());
  const wanted = new Set(items.map(key));
  for (const [id, element] of known) {
    if (!wanted.has(id)) {
      element.remove();
      known.delete(id);
    }
  }
  items.forEach((item, at) => {
    let element = known.get(key(item));
    if (!element) {
      element = create(item);
      known.set(key(item), element);
    }
    update(element, item);
    if (parent.children[at] !== element) parent.insertBefore(element, parent.children[at] || null);
  });
}

/** Shows items in elements that are used again for whatever comes to stand there: for lists that are paged through. */
export function reuse(parent, items, create, update) {
  while (parent.children.length > items.length) parent.lastChild.remove();
  while (parent.children.length < items.length) parent.append(create());
  items.forEach((item, at) => update(parent.children[at], item));
}

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = (number) => whole.format(number);

export function rate(perSecond) {
  if (perSecond === 0) return '0';
  if (perSecond < 0.1) return short.format(perSecond * 60) + ' / min';
  return short.format(perSecond);
}

export function age(seconds) {
  if (seconds < 1) return 'now';
  if (seconds < 90) return Math.round(seconds) + ' s';
  if (seconds < 5400) return Math.round(seconds / 60) + ' min';
  if (seconds < 172800) return Math.round(seconds / 3600) + ' h';
  return count(Math.round(seconds / 86400)) + ' days';
}

/** Commands with a button that copies; the text can be selected as well. */
export function commands(parent, lines) {
  reuse(parent, lines, () => {
    const code = make('code');
    const button = make('button', '', 'Copy');
    button.type = 'button';
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    return make('div', 'command', code, button);
  }, (line, text) => {
    say(line.firstChild, text);
    line.lastChild.setAttribute('aria-label', 'Copy ' + text);
  });
}
