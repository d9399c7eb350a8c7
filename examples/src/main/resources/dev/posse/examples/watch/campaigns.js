// All campaigns small, and one of them large, slot by slot.
import { setText } from '/text.js';

const MOST_SLOTS = 1000;
const KINDS = { '.': 'open', c: 'claimed', s: 'sold', r: 'recovered' };
const SAYS = { open: 'open', claimed: 'claimed, being settled', sold: 'sold', recovered: 'sold, and finished by another node' };
const rows = [];
const cells = [];
let list;
let grid;
let chosen = 0;
let stale = true;
let asking = false;
let shownSlots = '';
let follow = () => {};

export function wireCampaigns(following) {
  follow = following;
  list = document.querySelector('#campaigns .small');
  grid = document.querySelector('#campaigns .slots');
  grid.addEventListener('click', (event) => {
    const slot = event.target.closest('button');
    if (slot) ask(Number(slot.dataset.slot));
  });
  grid.addEventListener('keydown', walk);
  setInterval(refresh, 300);
}

/** Without what all names of a run begin with. */
export function shortName(id) {
  return id.replace(/^run-[0-9a-f]{8}-/, '');
}

function newRow(row) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  const name = document.createElement('span');
  const bar = document.createElement('span');
  bar.className = 'bar';
  const part = document.createElement('span');
  bar.append(part);
  button.append(name, bar);
  button.addEventListener('click', () => choose(row.index));
  item.append(button);
  list.append(item);
  name.textContent = shortName(row.id);
  return { button, part, row };
}

export function showCampaigns(changed) {
  for (const row of changed) {
    const shown = (rows[row.index] ??= newRow(row));
    shown.row = row;
    const part = row.capacity === 0 ? 0 : (100 * row.settled) / row.capacity;
    shown.part.style.width = part + '%';
    shown.button.classList.toggle('full', row.settled >= row.capacity);
    shown.button.title = row.id + ': ' + row.settled + ' of ' + row.capacity + ' sold';
    shown.button.setAttribute('aria-label', shown.button.title);
    shown.button.setAttribute('aria-pressed', String(row.index === chosen));
    if (row.index === chosen) stale = true;
  }
}

function choose(index) {
  rows[chosen]?.button.setAttribute('aria-pressed', 'false');
  chosen = index;
  rows[chosen].button.setAttribute('aria-pressed', 'true');
  shownSlots = '';
  stale = true;
  refresh();
}

async function refresh() {
  if (!stale || asking || document.hidden || rows.length === 0) return;
  asking = true;
  stale = false;
  try {
    const answer = await fetch('/api/campaign?index=' + chosen);
    if (answer.ok) show(await answer.json());
  } catch {
    // The run has ended; what is shown stays.
  } finally {
    asking = false;
  }
}

function show(campaign) {
  const row = campaign.row;
  if (row.index !== chosen) return;
  setText(document.getElementById('campaign-name'), shortName(row.id));
  const more = row.capacity > MOST_SLOTS ? '; the first ' + MOST_SLOTS + ' are shown' : '';
  setText(document.getElementById('campaign-says'), row.settled + ' of ' + row.capacity + ' sold, ' + row.claimed
    + ' being settled, ' + row.recovered + ' finished by another node' + more);
  const slots = campaign.slots.slice(0, MOST_SLOTS);
  while (cells.length < slots.length) cells.push(newCell(cells.length));
  cells.forEach((cell, at) => { if (cell.hidden !== at >= slots.length) cell.hidden = at >= slots.length; });
  for (let at = 0; at < slots.length; at++) {
    if (slots[at] === shownSlots[at]) continue;
    const kind = KINDS[slots[at]];
    cells[at].className = 'slot ' + kind;
    cells[at].setAttribute('aria-label', 'slot ' + (at + 1) + ': ' + SAYS[kind]);
    cells[at].title = 'slot ' + (at + 1) + ': ' + SAYS[kind];
  }
  shownSlots = slots;
}

function newCell(at) {
  const cell = document.createElement('button');
  cell.type = 'button';
  cell.dataset.slot = at + 1;
  // One stop for the Tab key; the arrows go from slot to slot.
  cell.tabIndex = at === 0 ? 0 : -1;
  grid.append(cell);
  return cell;
}

function walk(event) {
  const at = cells.indexOf(document.activeElement);
  const perRow = Math.max(1, cells.filter((cell) => cell.offsetTop === cells[0].offsetTop).length);
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }[event.key];
  const next = at < 0 || by === undefined ? undefined : cells[at + by];
  if (next && !next.hidden) {
    event.preventDefault();
    cells[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

async function ask(slot) {
  const answer = await fetch('/api/slot?index=' + chosen + '&slot=' + slot).catch(() => undefined);
  if (answer?.ok) follow(await answer.json());
}
