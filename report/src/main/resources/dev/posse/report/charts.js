/* Draws each figure from the table that stands under it; without this script the tables are open and say the same. */
(() => {
  'use strict';
  const NARROW = 480;
  const LANE = 24;
  const FONT = '12px system-ui, sans-serif';
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
  const drawn = [];

  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const series = number => color('s' + (1 + (number % 6)));
  const value = cell => (cell === undefined || !cell.dataset.v ? null : Number(cell.dataset.v));
  const text = cell => cell.textContent;
  const rows = table => (table === null ? [] : [...table.tBodies[0].rows]);
  const column = (table, at) => rows(table).map(row => value(row.cells[at]));
  const heads = table => [...table.tHead.rows[0].cells].map(text);
  const said = number => (number === null ? 'nothing' : number.toLocaleString('en', { maximumSignificantDigits: 4 }));

  const axis = (label, more) => ({
    stroke: color('muted'),
    font: FONT,
    labelFont: FONT,
    label,
    labelSize: 18,
    grid: { stroke: color('rule'), width: 1 },
    ticks: { stroke: color('rule'), width: 1, size: 5 },
    ...more,
  });

  /* What is drawn with the plot's own context stays inside of it. */
  const clipped = (u, draw) => {
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    u.ctx.clip();
    draw(u.ctx);
    u.ctx.restore();
  };

  const stripe = (u, ctx, span, top, height) => {
    const from = u.valToPos(span.from, 'x', true);
    const to = u.valToPos(span.to, 'x', true);
    ctx.fillRect(from, top, Math.max(2 * devicePixelRatio, to - from), height);
  };

  const spansOf = figure =>
    rows(figure.querySelector('table.spans')).map(row => ({
      lane: text(row.cells[0]),
      from: value(row.cells[1]),
      to: value(row.cells[2]),
      what: text(row.cells[3]),
    }));

  const keep = (figure, plot) => {
    drawn.push({ figure, plot });
    return plot;
  };

  const readout = (figure, tell) => u => {
    const at = u.cursor.left;
    figure.querySelector('.readout').textContent = at === null || at < 0 ? '' : tell(u.posToVal(at, 'x'), u.cursor.idx);
  };

  const lanes = (figure, at, names, spans, key, told) => {
    const height = names.length * LANE;
    const axes = [
      axis(figure.dataset.x, { size: 26 }),
      axis(undefined, {
        size: Number(figure.dataset.gutter),
        splits: () => names.map((_, lane) => names.length - lane - 0.5),
        values: () => names,
        grid: { show: false },
        ticks: { show: false },
      }),
    ];
    const paint = u =>
      clipped(u, ctx => {
        const lane = u.bbox.height / names.length;
        for (const span of spans) {
          const place = names.indexOf(span.lane);
          ctx.fillStyle = series(place + 1);
          stripe(u, ctx, span, u.bbox.top + place * lane + lane * 0.2, lane * 0.6);
        }
      });
    const plot = new uPlot(
      {
        width: at.clientWidth,
        height: height + 48,
        padding: [4, 12, 0, 0],
        scales: { x: { time: false, range: [0, Number(figure.dataset.end)] }, y: { range: [0, names.length] } },
        series: [{}, { show: false }],
        axes,
        cursor: { sync: { key, scales: ['x', null] }, drag: { x: false, y: false }, points: { show: false } },
        hooks: { draw: [paint], setCursor: [told] },
      },
      [[0, Number(figure.dataset.end)], [null, null]],
      at,
    );
    keep(figure, plot);
  };

  const lines = (figure, at, number) => {
    const table = figure.querySelector('table.data');
    const names = heads(table);
    const spans = spansOf(figure);
    const lanesOf = figure.dataset.lanes ? figure.dataset.lanes.split('\n') : [];
    const shaded = spans.filter(span => span.lane === figure.dataset.shaded);
    const data = names.map((_, place) => column(table, place));
    const key = 'figure-' + number;
    const told = readout(figure, (x, index) => {
      const values = names.slice(1).map((name, place) => name + ' ' + said(data[place + 1][index ?? 0]));
      const now = spans.filter(span => span.from <= x && x <= Math.max(span.to, span.from + Number(figure.dataset.end) / 300));
      return said(x) + ' ' + figure.dataset.unit + ': ' + values.concat(now.slice(0, 6).map(span => span.what)).join('; ');
    });
    const shade = u =>
      clipped(u, ctx => {
        ctx.globalAlpha = 0.18;
        ctx.fillStyle = series(1 + lanesOf.indexOf(figure.dataset.shaded));
        shaded.forEach(span => stripe(u, ctx, span, u.bbox.top, u.bbox.height));
      });
    const under = lanesOf.length > 0;
    const plot = new uPlot(
      {
        width: at.clientWidth,
        height: at.clientWidth < NARROW ? 220 : 280,
        padding: [10, 12, under ? 0 : null, 0],
        scales: {
          x: { time: false, range: [0, Number(figure.dataset.end)] },
          y: { range: (u, least, most) => [0, most > 0 ? most * 1.08 : 1] },
        },
        series: [
          {},
          ...names.slice(1).map((label, place) => ({
            label,
            stroke: series(place),
            width: 2,
            dash: DASHES[place % DASHES.length],
            points: { show: false },
          })),
        ],
        axes: [
          axis(under ? undefined : figure.dataset.x, under ? { size: 6, values: (u, splits) => splits.map(() => '') } : { size: 26 }),
          axis(figure.dataset.y, { size: Number(figure.dataset.gutter) - 18, values: (u, splits) => splits.map(said) }),
        ],
        cursor: { sync: { key, scales: ['x', null] }, drag: { x: false, y: false } },
        hooks: { drawClear: [shade], setCursor: [told] },
      },
      data,
      at,
    );
    keep(figure, plot);
    if (under) {
      lanes(figure, at, lanesOf, spans, key, told);
    }
  };

  /* Buckets stand side by side at the logarithms of their edges. */
  const histogram = (figure, at) => {
    const table = figure.querySelector('table.data');
    const from = column(table, 0);
    const to = column(table, 1);
    const counts = column(table, 2);
    const marks = rows(figure.querySelector('table.marks')).map(row => ({ name: text(row.cells[0]), value: value(row.cells[1]), words: text(row.cells[1]) }));
    const first = Math.log10(from[0]);
    const last = Math.log10(to[to.length - 1]);
    const ticks = [];
    for (let decade = Math.floor(first); decade <= Math.ceil(last); decade += 1) {
      (last - first > 2.5 ? [1] : [1, 2, 5]).forEach(step => ticks.push(decade + Math.log10(step)));
    }
    const paint = u =>
      clipped(u, ctx => {
        ctx.fillStyle = series(0);
        const floor = u.valToPos(0, 'y', true);
        counts.forEach((count, bucket) => {
          const left = u.valToPos(Math.log10(from[bucket]), 'x', true);
          const width = u.valToPos(Math.log10(to[bucket]), 'x', true) - left;
          const top = u.valToPos(count, 'y', true);
          ctx.fillRect(left + width * 0.06, top, width * 0.88, floor - top);
        });
        const line = 15 * devicePixelRatio;
        ctx.font = 12 * devicePixelRatio + 'px system-ui, sans-serif';
        ctx.strokeStyle = color('ink');
        ctx.fillStyle = color('ink');
        ctx.lineWidth = 1.5 * devicePixelRatio;
        ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
        marks.forEach((mark, place) => {
          const x = u.valToPos(Math.log10(Math.max(mark.value, from[0])), 'x', true);
          ctx.beginPath();
          ctx.moveTo(x, u.bbox.top + (place + 1) * line);
          ctx.lineTo(x, floor);
          ctx.stroke();
          const right = x > u.bbox.left + u.bbox.width * 0.6;
          ctx.textAlign = right ? 'right' : 'left';
          /* Over the lines of other marks. */
          const words = mark.name + ' ' + mark.words;
          const begin = x + (right ? -4 : 4) * devicePixelRatio;
          const length = ctx.measureText(words).width;
          ctx.fillStyle = color('paper');
          ctx.fillRect(right ? begin - length : begin, u.bbox.top + (place + 0.2) * line, length, line * 0.8);
          ctx.fillStyle = color('ink');
          ctx.fillText(words, begin, u.bbox.top + (place + 0.85) * line);
        });
      });
    const told = readout(figure, x => {
      const bucket = from.findIndex((edge, place) => Math.log10(edge) <= x && x < Math.log10(to[place]));
      return bucket < 0 ? '' : said(from[bucket]) + ' to ' + said(to[bucket]) + ' ' + figure.dataset.unit + ': ' + said(counts[bucket]);
    });
    const most = Math.max(1, ...counts);
    keep(
      figure,
      new uPlot(
        {
          width: at.clientWidth,
          height: at.clientWidth < NARROW ? 240 : 280,
          padding: [10, 16, null, 0],
          /* Room above the bars for the marks' words. */
          scales: { x: { time: false, range: [first, last] }, y: { range: [0, most * 1.3] } },
          series: [{}, { show: false }],
          axes: [
            axis(figure.dataset.x, { size: 26, splits: () => ticks.filter(tick => tick >= first - 1e-9 && tick <= last + 1e-9), values: (u, splits) => splits.map(split => said(10 ** split)) }),
            axis(figure.dataset.y, { size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6], values: (u, splits) => splits.map(said) }),
          ],
          cursor: { drag: { x: false, y: false }, points: { show: false } },
          hooks: { draw: [paint], setCursor: [told] },
        },
        [[first, last], [0, 0]],
        at,
      ),
    );
  };

  const draw = () => {
    drawn.splice(0).forEach(each => each.plot.destroy());
    document.querySelectorAll('figure[data-chart]').forEach((figure, number) => {
      const at = figure.querySelector('.plot');
      (figure.dataset.chart === 'lines' ? lines : histogram)(figure, at, number);
      at.setAttribute('role', 'img');
      at.setAttribute('aria-label', figure.querySelector('figcaption').textContent + ' The numbers are in the table that follows.');
    });
    document.documentElement.dataset.drawn = String(drawn.length);
  };

  document.querySelectorAll('figure[data-chart] details').forEach(each => each.removeAttribute('open'));
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  let width = innerWidth;
  addEventListener('resize', () => {
    /* A telephone's bars that come and go change the height only. */
    if (width !== innerWidth) {
      width = innerWidth;
      draw();
    }
  });
  const paper = on => () => {
    document.documentElement.classList.toggle('print', on);
    draw();
  };
  addEventListener('beforeprint', paper(true));
  addEventListener('afterprint', paper(false));
})();
