'use strict';
const $ = id => document.getElementById(id);
const money = minor => (minor / 100).toFixed(2);
const mine = new Set();
let campaign = null;
let next = 1;

// Rule for who calls: on 409, 503, 504, any other 5xx and no answer at all, again with the same key; else stop.
async function ask(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', Customer: encodeURIComponent($('customer').value.trim() || 'guest'), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  return { status: response.status, retryAfter: Number(response.headers.get('Retry-After')), answer };
}

async function insist(method, path, body, headers) {
  for (let tries = 1; ; tries++) {
    let heard;
    try {
      heard = await ask(method, path, body, headers);
    } catch (noAnswer) {
      heard = { status: 0, retryAfter: 1, answer: {} };
    }
    const again = heard.status === 0 || heard.status === 409 || heard.status >= 500;
    if (!again || tries === 20) return heard;
    say('The shop is busy, asking again …');
    await new Promise(done => setTimeout(done, 1000 * Math.min(heard.retryAfter || 1, 5) * (0.5 + Math.random())));
  }
}

function say(text) {
  const line = document.createElement('li');
  line.textContent = text;
  $('log').prepend(line);
  while ($('log').children.length > 6) $('log').lastChild.remove();
}

const WORDS = {
  SOLD_OUT: 'Sold out.', CLOSED: 'This campaign is closed.', INSUFFICIENT_FUNDS: 'Not enough money: pay in first.',
  UNKNOWN_ACCOUNT: 'You have no account yet: pay in first.', UNKNOWN_CAMPAIGN: 'There is no such campaign.',
  IN_DOUBT: 'Bought or not, nobody knows yet. Ask again later; you never pay twice.', CANCELLED: 'Called off.',
};

async function buy() {
  if (!campaign) return say('Create a campaign first.');
  $('buy').disabled = true;
  const key = JSON.stringify(crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`);
  const { status, answer } = await insist('POST', '/purchases',
    { campaign: campaign.campaign, payload: $('customer').value.trim() || 'guest' }, { 'Idempotency-Key': key });
  if (status === 201) {
    mine.add(answer.slot);
    say(`Slot ${answer.slot} is yours, for ${money(answer.price)}.`);
  } else {
    say(WORDS[answer.outcome] || answer.detail || `No answer (${status}).`);
  }
  $('buy').disabled = false;
  await Promise.all([look(), account()]);
}

async function deposit() {
  const customer = encodeURIComponent($('customer').value.trim() || 'guest');
  await insist('POST', '/accounts');
  const { status, answer } = await insist('POST', '/deposits',
    { customer, payment: `${Date.now()}-${Math.random()}`, amount: 1000 });
  say(status === 200 ? `Paid in. Balance ${money(answer.balance)}.` : answer.detail || WORDS[answer.outcome] || `Failed (${status}).`);
  await account();
}

async function account() {
  try {
    const { status, answer } = await ask('GET', '/accounts/me');
    $('balance').textContent = status === 200 ? money(answer.balance) : 'no account yet';
  } catch (noAnswer) { /* the next look tells */ }
}

async function choose(id) {
  const { status, answer } = await ask('GET', `/campaigns/${id}`);
  if (status !== 200) return;
  campaign = answer;
  next = 1;
  mine.clear();
  const shown = Math.min(answer.capacity, 2000);
  $('slots').replaceChildren(...Array.from({ length: shown }, () => document.createElement('i')));
  $('campaign-title').textContent = `${answer.campaign}, ${money(answer.price)} a slot`;
  await look();
}

async function look() {
  if (!campaign) return;
  try {
    for (let page; (page = (await ask('GET', `/campaigns/${campaign.campaign}/sold?from=${next}`)).answer).length > 0;) {
      for (const sold of page) {
        const cell = $('slots').children[sold.slot - 1];
        const own = mine.has(sold.slot) || (sold.payload !== '' && sold.payload === $('customer').value.trim());
        if (cell) cell.className = own ? 'mine' : 'sold';
        if (cell) cell.title = `${sold.slot}: ${sold.payload || 'sold'}`;
        next = sold.slot + 1;
      }
    }
    const count = next - 1;
    $('bar').style.width = `${100 * count / campaign.capacity}%`;
    const own = document.querySelectorAll('.slots .mine').length;
    $('sold').textContent = `${count} of ${campaign.capacity} sold` + (own ? `, ${own} of them to you` : '');
    document.querySelector('.bar').setAttribute('aria-valuenow', String(count));
    document.querySelector('.bar').setAttribute('aria-valuemax', String(campaign.capacity));
  } catch (noAnswer) {
    $('sold').textContent = 'The shop does not answer; trying again.';
  }
}

async function list(chosen) {
  const { answer } = await ask('GET', '/campaigns');
  $('campaigns').replaceChildren(...answer.map(id => new Option(id, id, false, id === chosen)));
  $('campaigns').hidden = answer.length < 2;
  const id = chosen || answer[answer.length - 1];
  if (id) {
    $('campaigns').value = id;
    await choose(id);
  } else {
    $('campaign-title').textContent = 'No campaign yet';
    $('sold').textContent = 'Create one below.';
  }
}

$('customer').value = localStorage.getItem('customer') || 'alice';
$('customer').addEventListener('change', () => { localStorage.setItem('customer', $('customer').value); account(); });
$('campaigns').addEventListener('change', () => choose($('campaigns').value));
$('buy').addEventListener('click', buy);
$('deposit').addEventListener('click', deposit);
$('create').addEventListener('submit', async event => {
  event.preventDefault();
  const form = new FormData(event.target);
  const { status, answer } = await insist('POST', '/campaigns',
    { id: form.get('id'), price: Math.round(100 * form.get('price')), slots: Number(form.get('slots')) });
  if (status === 201) {
    event.target.closest('details').open = false;
    await list(answer.campaign);
  } else {
    say(answer.detail || `Not created (${status}).`);
  }
});
$('who').textContent = `this page comes from ${location.host}`;
list(new URLSearchParams(location.search).get('campaign')).catch(() => { $('sold').textContent = 'The shop does not answer.'; });
account();
setInterval(look, 700);
