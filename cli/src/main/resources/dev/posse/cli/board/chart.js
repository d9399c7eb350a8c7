import uPlot from '/uPlot.esm.js';

// Points that are kept, one a second; a page that is left open does not grow.
const MOST = 300;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString('en-GB');

/** A line over time in an element, of a fixed number of points. */
export class Chart {
  constructor(parent, height) {
    this.parent = parent;
    this.height = height;
    this.times = [];
    this.values = [];
    this.draw();
    new ResizeObserver(() => this.resize()).observe(parent);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  draw() {
    if (this.plot) this.plot.destroy();
    const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    this.plot = new uPlot({
      width: Math.max(200, this.parent.clientWidth),
      height: this.height,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: true, range: (plot, first, last) => [Math.min(first ?? 0, (last ?? 60) - 60), last ?? 60] }, y: { range: (plot, least, most) => [0, Math.max(1, (most || 0) * 1.15)] } },
      axes: [{ ...axis, space: 90, values: (plot, splits) => splits.map(clock) }, { ...axis, size: 48 }],
      series: [{}, { stroke: colour('--accent'), width: 2, fill: colour('--accent-soft'), points: { show: false } }],
    }, [this.times, this.values], this.parent);
  }

  resize() {
    const width = Math.max(200, this.parent.clientWidth);
    if (width !== this.plot.width) this.plot.setSize({ width, height: this.height });
  }

  add(seconds, value) {
    this.times.push(seconds);
    this.values.push(value);
    if (this.times.length > MOST) {
      this.times.shift();
      this.values.shift();
    }
    this.plot.setData([this.times, this.values]);
  }

  clear() {
    this.times.length = 0;
    this.values.length = 0;
    this.plot.setData([this.times, this.values]);
  }
}
