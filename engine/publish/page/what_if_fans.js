// The fans: drawn once, then only their data change, so that they follow a slider; drawn anew when anything else did.
import {byId, make, setText, word} from './what_if_text.js';

// All of a chart but what moves with the levers.
function frameOf(chart) {
  const {fan, ...data} = chart.data;
  return JSON.stringify({...chart, data});
}

// The report's picture of a fan, lower and without its key: one key stands above them all (paintKey).
async function drawn(picture, chart, width) {
  const {vega, compile, expressionInterpreter, Handler, specification} = prospectCharts;
  const {usermeta, ...spec} = specification(chart, {width});
  spec.height = 215;
  const made = compile(spec).spec;
  const view = new vega.View(vega.parse(made, null, {ast: true}), {renderer: 'svg', container: picture, hover: true,
    expr: expressionInterpreter, tooltip: new Handler({disableDefaultStyle: true}).call, logLevel: vega.Error});
  await view.runAsync();
  paintKey(usermeta.key);
  return view;
}

const dashed = 'repeating-linear-gradient(to right, currentColor 0 5px, transparent 5px 8px)';

function paintKey(entries) {
  byId('fans-key').replaceChildren(...entries.map(entry => {
    const look = make('i', {class: entry.shape === 'stroke' ? 'line' : entry.shape === 'circle' ? 'dot' : 'area'});
    look.style.color = entry.stroke;
    if (entry.strokeDash) look.style.background = dashed;
    else look.style.background = entry.shape === 'stroke' ? entry.stroke : entry.fill;
    return make('li', {}, look, entry.label);
  }));
}

// Text in a picture has its size in pixels; where the page's own is larger (a projector) the picture is drawn smaller
// and stretched to its place.
function roomOf(place) {
  return Math.floor(place.clientWidth * 16 / parseFloat(getComputedStyle(document.documentElement).fontSize));
}

function createFan() {
  const caption = make('figcaption');
  const place = make('div', {class: 'drawing', role: 'img'});
  const figure = make('figure', {class: 'chart', 'data-kind': 'fan'}, caption, place);
  let wanted = null, view = null, frame = '', width = 0, busy = false, near = false;

  async function draw(chart) {
    const room = roomOf(place);
    const now = frameOf(chart);
    if (view && frame === now && width === room) {
      view.data('fan', chart.data.fan);
      await view.runAsync();
      return;
    }
    const picture = make('div', {'aria-hidden': 'true'});
    view?.finalize();
    view = null;
    // The old picture stays until the new one is there.
    const hidden = make('div', {class: 'coming'}, picture);
    place.append(hidden);
    try {
      view = await drawn(picture, chart, room);
      place.replaceChildren(picture);
    } catch (error) {
      place.replaceChildren(word('chart_failed'));
      console.error(error);
    }
    frame = now;
    width = room;
  }

  // One drawing at a time; of what comes meanwhile only the newest is drawn.
  async function work() {
    if (busy || !near || !wanted || place.clientWidth === 0) return;
    busy = true;
    while (wanted && near) {
      const chart = wanted;
      wanted = null;
      await draw(chart);
    }
    busy = false;
  }

  let last = null;
  return {
    figure,
    show(chart) {
      last = wanted = chart;
      setText(caption, chart.title);
      place.setAttribute('aria-label', chart.description);
      work();
    },
    come(isNear) {
      near = isNear;
      work();
    },
    resize() {
      if (!last || roomOf(place) === width) return;
      wanted ??= last;
      work();
    },
  };
}

export function createFans() {
  const fans = [];
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) fans.find(fan => fan.figure === entry.target)?.come(entry.isIntersecting);
  }, {rootMargin: '200px 0px'});
  let waiting = 0;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => fans.forEach(fan => fan.resize()), 150);
  }).observe(byId('fans'));
  return charts => {
    while (fans.length < charts.length) {
      const fan = createFan();
      fans.push(fan);
      byId('fans').append(fan.figure);
      watcher.observe(fan.figure);
    }
    while (fans.length > charts.length) {
      const fan = fans.pop();
      watcher.unobserve(fan.figure);
      fan.figure.remove();
    }
    charts.forEach((chart, at) => fans[at].show(chart));
  };
}
