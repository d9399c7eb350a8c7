import { make } from '/dom.js';

/** What docs/operations.md says about a heading, loaded when somebody opens it. */
export function fill(details) {
  details.addEventListener('toggle', () => load(details, details.dataset.section));
}

export function section(heading) {
  const details = make('details', '', make('summary', '', 'What to do: ' + heading), make('div', 'doc'));
  details.dataset.section = heading;
  fill(details);
  return details;
}

async function load(details, heading) {
  const place = details.querySelector('.doc');
  if (!details.open || place.dataset.loaded === heading) return;
  try {
    const answer = await fetch('/api/section?heading=' + encodeURIComponent(heading));
    if (!answer.ok) throw new Error(await answer.text());
    place.dataset.loaded = heading;
    // Our own page out of our own jar; nothing of the store's is in it.
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    page.querySelectorAll('a').forEach((link) => relink(details, link));
    place.replaceChildren(...page.body.childNodes);
    place.tabIndex = 0;
    place.setAttribute('role', 'region');
    place.setAttribute('aria-label', heading);
  } catch (error) {
    place.textContent = 'It cannot be loaded just now: ' + error.message;
  }
}

/** Links within the page open there; those to other files lead nowhere from here. */
function relink(details, link) {
  const target = link.getAttribute('href') || '';
  if (target.startsWith('#')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      load(details, target);
    });
  } else {
    link.replaceWith(...link.childNodes);
  }
}
