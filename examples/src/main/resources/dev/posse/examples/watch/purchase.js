// Sales that lost their node, and one purchase followed over all nodes.
import { setText } from '/text.js';
import { hue } from '/nodes.js';

const MOST_ROWS = 40;
const known = new Map();
const items = [];
const lines = [];
let list;
let trace;
let shortName = (id) => id;
let followed = '';
let waiting = 'crash';
let quietPolls = 0;
let asking = false;

export function wirePurchase(shortening) {
  shortName = shortening;
  list = document.querySelector('#crashes ol');
  trace = document.querySelector('#purchase .trace');
  document.getElementById('follow-crash').addEventListener('click', () => wait('crash'));
  document.getElementById('follow-any').addEventListener('click', () => wait('any'));
  setInterval(poll, 400);
}

function wait(what) {
  waiting = what;
  pressed();
  setText(document.getElementById('followed'), what === 'crash'
    ? 'Waiting for the next sale whose node dies.' : 'Waiting for the next purchase.');
}

function pressed() {
  document.getElementById('follow-crash').setAttribute('aria-pressed', String(waiting === 'crash'));
  document.getElementById('follow-any').setAttribute('aria-pressed', String(waiting === 'any'));
}

export function followPurchase(id) {
  followed = id;
  waiting = '';
  quietPolls = 0;
  pressed();
  setText(document.getElementById('followed'), 'Purchase ' + shortName(id));
  poll();
}

export function showCrashes(changed, onlyRead) {
  setText(document.getElementById('only-read'), onlyRead === 0 ? ''
    : 'Calls that had only read: ' + onlyRead.toLocaleString('en') + '. Their buyers ask again, and nothing is to be finished.');
  for (const row of changed) {
    if (waiting === 'crash' && !known.has(row.purchase) && row.state === 'open') followPurchase(row.purchase);
    if (row.purchase === followed) quietPolls = 0;
    known.set(row.purchase, row);
  }
  if (changed.length === 0) return;
  while (known.size > MOST_ROWS) known.delete(known.keys().next().value);
  document.getElementById('no-crashes').hidden = true;
  const newest = [...known.values()].reverse();
  newest.forEach((row, at) => showRow(items[at] ??= newItem(), row));
}

function newItem() {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  const made = { item, button, purchase: '' };
  for (const part of ['what', 'left', 'how']) {
    made[part] = document.createElement('span');
    made[part].className = part;
    button.append(made[part]);
  }
  button.addEventListener('click', () => followPurchase(made.purchase));
  item.append(button);
  list.append(item);
  return made;
}

function showRow(shown, row) {
  shown.purchase = row.purchase;
  if (shown.item.dataset.state !== row.state) shown.item.dataset.state = row.state;
  const took = row.tookMillis >= 0 ? ', settled after ' + (row.tookMillis / 1000).toFixed(2) + ' s' : '';
  setText(shown.what, (row.slot ? 'slot ' + row.slot + ' of ' : 'a slot of ') + shortName(row.campaign));
  setText(shown.left, row.node + ' left it at ' + row.step);
  const who = row.by ? row.by + ': ' : '';
  setText(shown.how, row.how || took ? who + (row.how || 'its node finished it by itself') + took : 'not finished yet');
}

async function poll() {
  if (asking || document.hidden || (!followed && waiting !== 'any')) return;
  // What has come to its end is asked for a few times more, and then left alone.
  if (waiting !== 'any' && quietPolls > 25) return;
  asking = true;
  try {
    if (waiting === 'any') {
      const newest = await fetch('/api/newest');
      if (newest.ok) followPurchase(await newest.json());
    }
    const answer = await fetch('/api/purchase?id=' + encodeURIComponent(followed));
    if (answer.ok) showTrace(await answer.json());
  } catch {
    // The run has ended; what is shown stays.
  } finally {
    asking = false;
  }
}

function newLine() {
  const item = document.createElement('li');
  const made = { item };
  for (const part of ['when', 'node', 'title', 'sentence', 'detail']) {
    made[part] = document.createElement('span');
    made[part].className = part;
    item.append(made[part]);
  }
  trace.append(item);
  return made;
}

function showTrace(told) {
  if (told.length === lines.filter((line) => !line.item.hidden).length && trace.dataset.purchase === followed) {
    quietPolls++;
    return;
  }
  quietPolls = 0;
  trace.dataset.purchase = followed;
  while (lines.length < told.length) lines.push(newLine());
  const began = told.length ? told[0].at : 0;
  lines.forEach((line, at) => {
    line.item.hidden = at >= told.length;
    if (at < told.length) showLine(line, told[at], began);
  });
}

function showLine(line, told, began) {
  line.item.dataset.tone = told.tone;
  line.item.style.setProperty('--hue', hue(told.node));
  setText(line.when, '+' + ((told.at - began) / 1000).toFixed(0) + ' ms');
  setText(line.node, told.node);
  line.node.hidden = told.node === '';
  setText(line.title, told.title);
  setText(line.sentence, told.sentence);
  setText(line.detail, told.detail.replaceAll(/run-[0-9a-f]{8}-/g, ''));
}
