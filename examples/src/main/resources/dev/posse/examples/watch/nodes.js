// A card for each place: how its node is, and what can be done to it.
import { setText } from '/text.js';

const STATES = { starting: 'is being started', serving: 'serving', killed: 'killed', stopped: 'standing still' };
const ACTIONS = [['KILL', 'Kill'], ['STOP', 'Stop'], ['CUT', 'Cut']];
const cards = new Map();
let list;
let said;

export function wireNodes() {
  list = document.querySelector('#nodes ul');
  said = document.getElementById('said');
}

/** A colour of its own for each node, by its number, the same everywhere on the page. */
export function hue(name) {
  const number = Number(/(\d+)$/.exec(name)?.[1] ?? 0);
  return String((number * 137) % 360);
}

function element(kind, className, parent) {
  const made = document.createElement(kind);
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function newCard(place) {
  const card = element('li', 'card', list);
  card.dataset.place = place;
  const head = element('p', 'head', card);
  const name = element('b', 'name', head);
  const pid = element('span', 'quiet pid', head);
  const state = element('p', 'state', card);
  const rate = element('p', 'rate', card);
  const deaths = element('p', 'deaths quiet', card);
  const doing = element('p', 'doing quiet', card);
  const buttons = element('p', 'buttons', card);
  const made = { card, name, pid, state, rate, deaths, doing, buttons: {} };
  for (const [action, label] of ACTIONS) {
    const button = element('button', '', buttons);
    button.type = 'button';
    button.textContent = label;
    button.dataset.action = action;
    button.addEventListener('click', () => act(button, action, place));
    made.buttons[action] = button;
  }
  cards.set(place, made);
  return made;
}

async function act(button, action, place) {
  if (button.getAttribute('aria-disabled') === 'true') {
    setText(said, button.title);
    return;
  }
  try {
    const answer = await fetch('/api/act', { method: 'POST', body: JSON.stringify({ action, place }) });
    const text = await answer.text();
    setText(said, answer.ok ? JSON.parse(text) : text.trim());
  } catch {
    setText(said, 'The run does not answer any more.');
  }
}

/** Why an action makes no sense now, or nothing. */
function reason(action, node, phase) {
  if (phase !== 'SELLING') return 'Nodes can be disturbed while buyers buy, and not now.';
  if (node.state === 'killed' || node.state === 'starting') return 'A new node is being started at this place.';
  if (action === 'STOP' && node.state === 'stopped') return node.name + ' stands still already.';
  if (action === 'CUT' && node.cut) return 'The way of ' + node.name + ' to the database is disturbed already.';
  return '';
}

export function showNodes(nodes, phase) {
  for (const node of nodes) {
    const shown = cards.get(node.place) ?? newCard(node.place);
    const state = node.cut && node.state === 'serving' ? 'cut' : node.state;
    if (shown.card.dataset.state !== state) shown.card.dataset.state = state;
    if (shown.name.textContent !== node.name) shown.card.style.setProperty('--hue', hue(node.name));
    setText(shown.name, node.name);
    setText(shown.pid, node.pid ? 'process ' + node.pid : '');
    setText(shown.state, state === 'cut' ? 'serving, cut off from the database' : STATES[node.state] ?? node.state);
    setText(shown.rate, node.perSecond.toFixed(1) + ' sales/s, ' + node.sold.toLocaleString('en') + ' in all');
    setText(shown.deaths, node.deaths ? 'nodes that died here: ' + node.deaths : 'nobody has died here');
    setText(shown.doing, node.note || node.doing || 'nothing to do');
    for (const [action, label] of ACTIONS) {
      const button = shown.buttons[action];
      const why = reason(action, node, phase);
      button.setAttribute('aria-disabled', String(why !== ''));
      button.title = why;
      const spoken = label + ' ' + node.name + (why ? ': ' + why : '');
      if (button.getAttribute('aria-label') !== spoken) button.setAttribute('aria-label', spoken);
    }
  }
}
