import { age, byId, commands, count, keep, make, rate, reuse, say, show } from '/dom.js';
import { Chart } from '/chart.js';
import { fill, section } from '/sections.js';

const EVERY_MILLIS = 1000;
// While something on the screen waits for its first read.
const HURRY_MILLIS = 150;
const wish = { page: 1, campaign: '', account: '' };
const total = new Chart(byId('chart'), 150);
let detailChart;
let knownTroubles;
let lastAnswer = Date.now();
let turn = 0;
let isWaiting = true;

// The token is in the cookie by now, and need not stay in the history.
history.replaceState(null, '', '/' + location.hash);
document.querySelectorAll('details[data-section]').forEach(fill);
readAddress();
poll();

addEventListener('hashchange', () => { readAddress(); poll(); });
byId('find').addEventListener('submit', (event) => event.preventDefault());
byId('search').addEventListener('input', () => turnTo(1));
byId('filter').addEventListener('change', () => turnTo(1));
byId('before').addEventListener('click', () => turnTo(wish.page - 1));
byId('after').addEventListener('click', () => turnTo(wish.page + 1));
byId('detailClose').addEventListener('click', closeDetail);
byId('detail').addEventListener('keydown', (event) => { if (event.key === 'Escape') closeDetail(); });
byId('auditStart').addEventListener('click', () => act('/api/audit/start'));
byId('auditCancel').addEventListener('click', () => act('/api/audit/cancel'));
byId('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  wish.account = byId('accountId').value.trim();
  say(byId('accountAnswer'), wish.account ? 'Looking …' : '');
  poll();
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) poll(); });

function readAddress() {
  // The link for who has no mouse leads to a place on this page, and closes no campaign.
  if (location.hash === '#troubles') return;
  const asked = new URLSearchParams(location.hash.slice(1)).get('campaign') || '';
  if (asked !== wish.campaign && detailChart) detailChart.clear();
  wish.campaign = asked;
  if (!asked) show(byId('detail'), false);
}

function openDetail(id) {
  location.hash = new URLSearchParams({ campaign: id }).toString();
  byId('detail').dataset.focus = 'wanted';
}

function closeDetail() {
  const id = wish.campaign;
  location.hash = '';
  const row = [...document.querySelectorAll('#rows .name')].find((name) => name.textContent === id);
  (row || byId('search')).focus();
}

function turnTo(page) {
  wish.page = Math.max(1, page);
  poll();
}

async function act(path) {
  const answer = await fetch(path, { method: 'POST' });
  if (!answer.ok) say(byId('auditSays'), await answer.text());
  poll();
}

/** Asks, shows, and comes back a second later; whoever asks in between takes the place of the next. */
async function poll() {
  const mine = ++turn;
  try {
    if (!document.hidden) await ask(mine);
  } catch (error) {
    isWaiting = false;
    if (mine === turn) lost(error);
  }
  if (mine === turn) setTimeout(() => { if (mine === turn) poll(); }, isWaiting ? HURRY_MILLIS : EVERY_MILLIS);
}

async function ask(mine) {
  const query = new URLSearchParams({
    search: byId('search').value.trim(), filter: byId('filter').value, page: wish.page, campaign: wish.campaign, account: wish.account,
  });
  const answer = await fetch('/api/board?' + query, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error((await answer.text()).trim());
  const board = await answer.json();
  if (mine !== turn) return;
  lastAnswer = Date.now();
  show(byId('lost'), false);
  isWaiting = board.store.answers && (!board.totals.directoryRead || board.campaigns.rows.some((row) => row.state === 'UNREAD')
    || (wish.account !== '' && !board.account));
  draw(board);
}

function lost(error) {
  const since = Math.round((Date.now() - lastAnswer) / 1000);
  const why = /token|called|Pages of others/.test(error.message) ? error.message : 'It is asked again every second, and this page comes back by itself.';
  say(byId('lost'), 'The board does not answer' + (since >= 5 ? ' since ' + age(since) : '') + '; what is shown here is old. ' + why);
  show(byId('lost'), true);
}

function draw(board) {
  drawHeader(board);
  drawTroubles(board);
  drawSelling(board);
  drawRows(board.campaigns, board.totals);
  drawDetail(board.campaign);
  drawAccount(board.account);
  drawWaiting(byId('unsettled'), board.unsettled);
  show(byId('noUnsettled'), board.unsettled.length === 0);
  drawAudit(board);
  keep(byId('nodeList'), board.nodes, (node) => node.node, () => make('p', 'item'),
    (line, node) => say(line, node.node + ': ' + node.what + ', ' + ago(node.age)));
  show(byId('noNodes'), board.nodes.length === 0);
}

const ago = (seconds) => (seconds < 1 ? 'just now' : age(seconds) + ' ago');

function drawHeader(board) {
  say(byId('store'), board.store.uri);
  const fence = { READY: 'data confirmed, may sell', UNREAD: '', ABSENT: 'not set up', PART_MISSING: 'partly unread', UNREADABLE: 'not to be told' };
  const isWell = board.store.dataSet === 'READY' && board.store.answers;
  say(byId('fence'), !board.store.answers ? 'store does not answer' : fence[board.store.dataSet] ?? 'fenced: nobody sells');
  byId('fence').classList.toggle('bad', !isWell && board.store.dataSet !== 'UNREAD');
  const totals = board.totals;
  say(byId('freshness'), totals.directoryRead && totals.UNREAD === 0
    ? 'no figure older than ' + age(Math.max(1, totals.oldest))
    : 'first look: ' + count(totals.listed - totals.UNREAD) + ' of ' + count(totals.listed) + ' campaigns read');
  say(byId('foot'), 'This page reads at most ' + count(board.reads.bound) + ' keys in a second, of whatever size the store is (--reads-per-second), '
    + count(board.reads.total) + ' until now, and writes nothing. Who has its address with the token sees it.'
    + (board.store.setUp ? ' The data set was set up at ' + board.store.setUp + '.' : ''));
}

function drawTroubles(board) {
  const troubles = board.troubles;
  say(byId('troubleCount'), board.troubleCount ? count(board.troubleCount) : '');
  document.title = (board.troubleCount ? '(' + board.troubleCount + ') ' : '') + 'Posse board';
  keep(byId('troubleList'), troubles, (trouble) => trouble.id, (trouble) => {
    const card = make('article', 'trouble', make('h3'), make('span', 'for quiet'), make('p'), make('div', 'commands'), section(trouble.section));
    return card;
  }, (card, trouble) => {
    say(card.children[0], trouble.title);
    say(card.children[1], trouble.age === undefined ? '' : 'for ' + age(trouble.age));
    say(card.children[2], trouble.text);
    commands(card.children[3], trouble.commands);
  });
  const totals = board.totals;
  show(byId('calm'), troubles.length === 0);
  say(byId('calm'), totals.directoryRead && totals.UNREAD === 0 ? 'Nothing.' : 'Nothing so far; not all is read yet.');
  show(byId('troubleMore'), board.troubleCount > troubles.length);
  say(byId('troubleMore'), 'and ' + count(board.troubleCount - troubles.length) + ' more like these');
  const fresh = troubles.filter((trouble) => !knownTroubles?.has(trouble.id));
  if (knownTroubles && fresh.length) say(byId('news'), 'New: ' + fresh.slice(0, 3).map((trouble) => trouble.title).join('; '));
  knownTroubles = new Set(troubles.map((trouble) => trouble.id));
}

function drawSelling(board) {
  const totals = board.totals;
  total.add(Date.now() / 1000, totals.perSecond);
  say(byId('rate'), rate(totals.perSecond));
  say(byId('sold'), count(totals.sold));
  say(byId('soldOf'), 'of ' + count(totals.capacity));
  say(byId('campaignCount'), count(totals.listed) + (totals.beyond ? ' of ' + count(totals.listed + totals.beyond) : ''));
  say(byId('campaignStates'), [['OPEN', 'open'], ['CLOSED', 'closed'], ['STOPPED', 'stopped'], ['ABSENT', 'never created'], ['UNREADABLE', 'unreadable'], ['UNREAD', 'unread']]
    .filter(([state]) => totals[state]).map(([state, name]) => count(totals[state]) + ' ' + name).join(', '));
  say(byId('reads'), count(board.reads.lastSecond) + ' / s');
  say(byId('readsBound'), 'at most ' + count(board.reads.bound));
}

const states = { OPEN: 'open', CLOSED: 'closed', STOPPED: 'stopped', ABSENT: 'never created', UNREADABLE: 'unreadable', UNREAD: 'not read yet' };

function newRow() {
  const name = make('button', 'name');
  name.type = 'button';
  name.translate = false;
  name.addEventListener('click', () => openDetail(name.textContent));
  const row = make('div', 'row', make('span', '', name), make('span', 'state'),
    make('span', 'sold', make('progress'), make('span', 'number')), make('span', 'number'), make('span', 'quiet number'), make('span', 'why'));
  row.setAttribute('role', 'row');
  [...row.children].forEach((cell) => cell.setAttribute('role', 'cell'));
  return row;
}

function drawRow(row, campaign) {
  const [name, state, sold, perSecond, read, why] = row.children;
  const isKnown = campaign.capacity > 0;
  say(name.firstChild, campaign.id);
  say(state, campaign.state === 'OPEN' && isKnown && campaign.sold >= campaign.capacity ? 'sold out' : states[campaign.state]);
  state.className = 'state ' + campaign.state;
  const bar = sold.firstChild;
  bar.hidden = !isKnown;
  bar.max = Math.max(1, campaign.capacity);
  bar.value = campaign.sold;
  bar.setAttribute('aria-label', 'sold');
  say(sold.lastChild, isKnown ? count(campaign.sold) + ' of ' + count(campaign.capacity) : '');
  say(perSecond, isKnown ? rate(campaign.perSecond) + (campaign.perSecond && campaign.perSecond < 0.1 ? '' : ' / s') : '');
  say(read, campaign.age < 0 ? '' : ago(campaign.age));
  say(why, campaign.note);
  why.hidden = !campaign.note;
}

function drawRows(campaigns, totals) {
  wish.page = campaigns.page;
  reuse(byId('rows'), campaigns.rows, newRow, drawRow);
  show(byId('noRows'), campaigns.found === 0);
  say(byId('noRows'), totals.listed ? 'No campaign is like that.' : totals.directoryRead ? 'No campaign was ever created here.' : 'The directory is being read.');
  say(byId('pageOf'), 'page ' + count(campaigns.page) + ' of ' + count(campaigns.pages) + ', ' + count(campaigns.found) + (campaigns.found === 1 ? ' campaign' : ' campaigns'));
  byId('before').disabled = campaigns.page <= 1;
  byId('after').disabled = campaigns.page >= campaigns.pages;
}

function drawDetail(campaign) {
  const panel = byId('detail');
  if (!wish.campaign) return;
  const isNew = panel.hidden;
  show(panel, true);
  detailChart ??= new Chart(byId('detailChart'), 130);
  say(byId('detailName'), wish.campaign);
  if (!campaign) {
    say(byId('detailFacts'), 'The directory lists no such campaign, as far as it was read.');
    // What stands there is of the one that was shown before, its commands above all.
    show(byId('detailNote'), false);
    byId('detailUnsettled').replaceChildren();
    byId('detailCommands').replaceChildren();
    return;
  }
  detailChart.add(Date.now() / 1000, campaign.perSecond);
  say(byId('detailFacts'), states[campaign.state] + ', ' + count(campaign.sold) + ' of ' + count(campaign.capacity) + ' slots sold and settled at '
    + count(campaign.price) + ' each, ' + rate(campaign.perSecond) + (campaign.perSecond && campaign.perSecond < 0.1 ? '' : ' a second') + '; read ' + ago(Math.max(0, campaign.age)));
  say(byId('detailNote'), campaign.note);
  show(byId('detailNote'), campaign.note !== '');
  drawWaiting(byId('detailUnsettled'), campaign.unsettled);
  if (!campaign.unsettled.length && !byId('detailUnsettled').children.length) byId('detailUnsettled').append(make('p', 'quiet item', 'None.'));
  commands(byId('detailCommands'), campaign.commands);
  if (isNew || panel.dataset.focus) {
    delete panel.dataset.focus;
    byId('detailName').focus();
    panel.scrollIntoView({ block: 'start' });
  }
}

function drawWaiting(parent, waiting) {
  const locks = { held: 'its buyer is locked for it', absent: 'its buyer bears no lock for it', unknown: 'lock not read yet', 'no account': 'its buyer has no account' };
  reuse(parent, waiting, () => make('p', 'item'), (line, one) => say(line,
    'slot ' + count(one.slot) + ' of ' + one.campaign + ', to ' + one.account + ' as ' + one.purchase + ', since ' + age(one.age) + ' (' + one.since + '); ' + locks[one.lock]));
}

function drawAccount(account) {
  const place = byId('accountAnswer');
  if (!wish.account || !account) return;
  if (!place.querySelector('.commands')) place.replaceChildren(make('p'), make('div', 'commands'));
  const lock = account.lock;
  const says = {
    ABSENT: 'There is no account ' + account.id + '.',
    UNREADABLE: account.note,
    HERE: lock
      ? account.id + ' is locked since ' + age(lock.age) + ' for slot ' + count(lock.slot) + ' of ' + lock.campaign + ', purchase ' + lock.purchase + '.'
      : account.id + ' is not locked: no purchase is under way.',
  };
  say(place.firstChild, says[account.state]);
  commands(place.lastChild, account.commands);
}

function drawAudit(board) {
  const audit = board.audit;
  const isRunning = audit.state === 'RUNNING';
  const says = {
    NONE: 'Reads every document, and proves that the books balance or names what does not fit.',
    RUNNING: 'Running for ' + age(Math.max(1, audit.seconds)) + ', ' + count(audit.reads) + ' keys read, of at least ' + count(2 * board.totals.sold + board.totals.listed) + '.',
    CANCELLED: 'Called off after ' + count(audit.reads) + ' keys.',
    FAILED: 'It ended early: ' + audit.problem,
    DONE: audit.verdict + ': ' + count(audit.campaigns) + ' campaigns, ' + count(audit.slotsSold) + ' slots sold, ' + count(audit.accounts)
      + ' accounts, ' + count(audit.locks) + ' locks; ' + count(audit.reads) + ' keys in ' + age(Math.max(1, audit.seconds)) + ', ended ' + ago(audit.endedAge),
  };
  say(byId('auditSays'), says[audit.state]);
  show(byId('auditStart'), !isRunning);
  show(byId('auditCancel'), isRunning);
  commands(byId('auditCommand'), [board.auditCommand]);
  const findings = audit.findings || [];
  reuse(byId('findings'), findings, () => make('p', 'item', make('span', 'weight'), make('code'), make('span')), (line, finding) => {
    say(line.children[0], finding.kind);
    line.children[0].className = 'weight ' + finding.weight;
    say(line.children[1], finding.key);
    say(line.children[2], ' ' + finding.sentence);
  });
  show(byId('findingsMore'), (audit.count || 0) > findings.length);
  say(byId('findingsMore'), 'and ' + count((audit.count || 0) - findings.length) + ' more');
}
