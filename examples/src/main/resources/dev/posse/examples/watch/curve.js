// Slots sold in each second of the last ten minutes, with a line for each node that was killed.
import uPlot from '/uPlot.esm.js';
import { setText } from '/text.js';

const MOST_POINTS = 600;
const MOST_MARKS = 200;
const times = [];
const sold = [];
const marks = [];
let plot;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function drawMarks(chart) {
  const context = chart.ctx;
  const { top, height } = chart.bbox;
  context.save();
  context.lineWidth = Math.max(1, devicePixelRatio);
  for (const mark of marks) {
    const x = chart.valToPos(mark.at / 1000, 'x', true);
    if (x < chart.bbox.left || x > chart.bbox.left + chart.bbox.width) continue;
    context.strokeStyle = colour('--' + mark.kind);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + height);
    context.stroke();
  }
  context.restore();
}

function clock(seconds) {
  return Math.floor(seconds / 60) + ':' + String(Math.floor(seconds % 60)).padStart(2, '0');
}

function make(box) {
  const axis = (more) => ({
    stroke: () => colour('--quiet'),
    grid: { stroke: () => colour('--line'), width: 1 },
    ticks: { stroke: () => colour('--line'), width: 1 },
    ...more,
  });
  plot = new uPlot({
    width: box.clientWidth,
    height: 200,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false }, y: { range: (self, low, high) => [0, Math.max(5, high * 1.1)] } },
    axes: [axis({ values: (self, splits) => splits.map(clock) }), axis({ size: 48 })],
    series: [{}, { stroke: () => colour('--sold'), fill: () => colour('--sold-soft'), width: 2, points: { show: false } }],
    hooks: { draw: [drawMarks] },
  }, [times, sold], box);
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 200 })).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw());
}

/** Seconds and marks may be told twice: what is known is passed over. */
export function showCurve(points, newMarks) {
  let changed = false;
  for (const point of points) {
    if (times.length && point.second <= times[times.length - 1]) continue;
    times.push(point.second);
    sold.push(point.sold);
    changed = true;
  }
  for (const mark of newMarks) {
    if (marks.some((old) => old.at === mark.at && old.what === mark.what)) continue;
    marks.push(mark);
    changed = true;
  }
  if (!changed) return;
  if (times.length > MOST_POINTS) {
    times.splice(0, times.length - MOST_POINTS);
    sold.splice(0, sold.length - MOST_POINTS);
  }
  if (marks.length > MOST_MARKS) marks.splice(0, marks.length - MOST_MARKS);
  if (!plot) make(document.querySelector('#curve .plot'));
  plot.setData([times, sold]);
  setText(document.getElementById('curve-says'), (sold[sold.length - 1] ?? 0) + ' in the last second, at most '
    + sold.reduce((most, each) => Math.max(most, each), 0) + '.');
}
