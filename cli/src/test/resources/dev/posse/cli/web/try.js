const heading = document.querySelector('h1');
const events = new EventSource('/api/events');
events.addEventListener('count', (event) => { heading.textContent = 'heard ' + JSON.parse(event.data).count; });
document.querySelector('button').addEventListener('click', async () => {
  const answer = await fetch('/api/do', { method: 'POST', body: 'now' });
  heading.textContent = answer.status + ' ' + await answer.text();
});
