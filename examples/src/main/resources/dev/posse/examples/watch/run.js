// A run, live: hears five times per second what is new, and shows it. Names come from the store and are text, never markup.
import { showNodes, wireNodes } from '/nodes.js';
import { showCampaigns, wireCampaigns, shortName } from '/campaigns.js';
import { showCrashes, wirePurchase, followPurchase } from '/purchase.js';
import { showCurve } from '/curve.js';
import { setText } from '/text.js';

// The token is in the cookie by now, and need not stay in the history.
history.replaceState(null, '', '/' + location.hash);

const PHASES = {
  SETTING_UP: 'Nodes are being started.',
  SELLING: 'Buyers buy, and things go wrong.',
  CLOSING_UP: 'Nothing more is bought or broken: the nodes settle what is left half done.',
  READING_THE_BOOKS: 'The books are being read: every answer that a buyer got is held against the database.',
  ENDED: 'The run is over.',
};

const byId = (id) => document.getElementById(id);
let ended = false;

function showFacts(state) {
  setText(byId('sold'), state.settled.toLocaleString('en'));
  setText(byId('slots'), state.slots.toLocaleString('en'));
  const seconds = Math.floor(state.elapsed / 1000);
  if (!ended) setText(byId('elapsed'), Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0'));
  setText(byId('doubts'), state.facts.doubts.toLocaleString('en'));
  const database = state.facts.database ? ' The database is in trouble: ' + state.facts.database : '';
  setText(byId('phase'), (PHASES[state.facts.phase] ?? state.facts.phase) + database);
  const part = state.slots === 0 ? 0 : Math.round((100 * state.settled) / state.slots);
  const progress = byId('progress');
  progress.setAttribute('aria-valuenow', part);
  progress.firstElementChild.style.width = part + '%';
  showAlarms(state.facts.alarms);
  if (state.facts.phase === 'ENDED') showVerdict(state.facts);
}

function showAlarms(alarms) {
  const box = byId('alarms');
  const list = box.querySelector('ul');
  box.hidden = alarms.length === 0;
  while (list.children.length < alarms.length) {
    const item = document.createElement('li');
    item.textContent = alarms[list.children.length];
    list.append(item);
  }
}

function showVerdict(facts) {
  if (ended) return;
  ended = true;
  const box = byId('verdict');
  box.hidden = false;
  box.classList.add(facts.balanced ? 'good' : 'bad');
  setText(box.querySelector('h2'), facts.balanced ? 'THE BOOKS BALANCE' : 'THE BOOKS DO NOT BALANCE');
  setText(byId('verdict-says'), facts.balanced
    ? 'Every answer that a buyer got is true in the database: no slot was sold twice, no money was lost.'
    : 'What is wrong stands below, in what the command has printed.');
  setText(byId('summary'), facts.summary);
  box.querySelector('details').open = !facts.balanced;
}

function show(state) {
  showFacts(state);
  showNodes(state.nodes, state.facts.phase);
  showCampaigns(state.campaigns);
  showCrashes(state.crashes, state.onlyRead);
  showCurve(state.points, state.marks);
}

wireNodes();
wireCampaigns(followPurchase);
wirePurchase(shortName);

const news = new EventSource('/api/news');
news.addEventListener('all', (event) => {
  const all = JSON.parse(event.data);
  byId('lost').hidden = true;
  setText(byId('title'), all.title);
  setText(byId('hint'), all.hint);
  show(all.state);
  if (ended) news.close();
});
news.addEventListener('news', (event) => {
  const state = JSON.parse(event.data);
  show(state);
  if (ended) news.close();
});
news.addEventListener('error', () => {
  if (!ended) byId('lost').hidden = false;
});
