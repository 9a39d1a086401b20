// Charts of probabilities over lever settings. Those of several panels are laid out here in pixels: a view of Vega-Lite
// has one pair of axes, and panels of a facet do not follow the width of the page.
import {colours, dashes, finite, layer, lineHeight, roundTicks, shapes, table, ticks, widest, written}
  from './chart_parts.js';
import {textWidth, wrapped} from './chart_text.js';

const gap = 18, padding = 20;   // between panels; at both sides of the picture (charts.js)
const levels = [0.5, 0.8];      // boundaries that are drawn

const scenariosOf = rows => [...new Set(rows.map(row => row.scenario))];
const look = i => ({colour: colours[i % 7], shape: shapes[i % 7], dash: dashes[i % 7]});

function keyOfPresent(words) {
  return {label: words.present ?? '', shape: 'triangle-up', fill: '#222', stroke: '#222', size: 70};
}

// One lever: a line a scenario with its band; where the scenario has the lever, a triangle on the axis.
export function sweepCurve(spec, chart, width) {
  const rows = table(spec, 'curve').filter(row => finite(row, 'x', 'probability')), present = table(spec, 'present');
  spec.datasets.curve = rows;
  const of = field => ({field, type: 'quantitative'});
  const tooltip = [{field: 'scenario', type: 'nominal', title: ' '},
    {...of('x'), title: chart.words.lever, format: '.6~r'},
    ...['probability', 'low', 'high'].map(field =>
      ({...of(field), title: chart.words[field === 'probability' ? 'axis' : field], format: '.3~p'}))];
  scenariosOf(rows).forEach((scenario, i) => {
    const {colour, shape, dash} = look(i), mine = {filter: {field: 'scenario', equal: scenario}};
    const many = rows.filter(row => row.scenario === scenario).length > 25;
    spec.layer.push(
      {transform: [mine], mark: {type: 'area', color: colour, opacity: 0.16},
        encoding: {x: of('x'), y: of('low'), y2: {field: 'high'}}},
      {transform: [mine], mark: {type: 'line', color: colour, strokeWidth: 2.2, strokeDash: dash},
        encoding: {x: of('x'), y: of('probability')}},
      {transform: [mine], mark: {type: 'point', filled: true, shape, color: colour, size: many ? 120 : 50,
        opacity: many ? 0 : 1}, encoding: {x: of('x'), y: of('probability'), tooltip}},
      {data: {name: 'present'}, transform: [mine], mark: {type: 'point', filled: true, shape: 'triangle-up',
        color: colour, size: 110, opacity: 1, yOffset: -4, stroke: 'white', strokeWidth: 1},
        encoding: {x: of('x'), y: {datum: 0}, tooltip: [{field: 'scenario', type: 'nominal', title: ' '},
          {...of('x'), title: chart.words.present, format: '.6~r'}]}});
    spec.usermeta.key.push({label: scenario, shape: 'stroke', stroke: colour, strokeWidth: 2.2, strokeDash: dash,
      size: 360});
  });
  const xs = rows.map(row => row.x), [first, last] = [Math.min(...xs), Math.max(...xs)];
  if (rows.length) spec.encoding.x.scale.domain = first < last ? [first, last] : [first - 1, last + 1];
  spec.datasets.present = present.filter(row => row.x >= first && row.x <= last);
  spec.usermeta.key.push({label: chart.words.band ?? '', fill: '#d6d6d6', stroke: '#d6d6d6'});
  if (spec.datasets.present.length) spec.usermeta.key.push(keyOfPresent(chart.words));
  spec.encoding.x.axis.tickCount = ticks(width - 70);
  spec.encoding.y.axis.title = wrapped(chart.words.axis ?? '', width - 30);
}

// Light to dark, each step darker than the one before in grey and to every eye (after ColorBrewer's YlGnBu).
const ramp = [[255, 255, 217], [199, 233, 180], [65, 182, 196], [34, 94, 168], [8, 29, 88]];

export function colourOf(share) {
  const at = Math.max(0, Math.min(1, share)) * (ramp.length - 1), i = Math.min(ramp.length - 2, Math.floor(at));
  const mixed = ramp[i].map((part, k) => Math.round(part + (at - i) * (ramp[i + 1][k] - part)));
  return `#${mixed.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

// Where white and dark letters are told from the cell about equally well.
const inkOn = share => share > 0.64 ? 'white' : '#222';

// As many panels side by side as leave each `least` pixels beside its gutter; rows of about as many.
function columnsOf(count, plot, gutter, least) {
  let columns = Math.max(1, Math.min(count, 4));
  while (columns > 1 && (plot - (columns - 1) * gap) / columns - gutter < least) --columns;
  return Math.ceil(Math.max(1, count) / Math.ceil(Math.max(1, count) / columns));
}

function place(spec, plot, height) {
  spec.encoding.x.scale.domain = [0, plot];
  spec.height = spec.encoding.y.scale.domain[1] = Math.max(40, Math.ceil(height));
  spec.usermeta.room = plot;
}

// The scale of colours, the same in every chart, above the panels; returns where it ends.
function colourBar(words, plot, data) {
  const length = Math.min(240, plot - 30), steps = 40, top = 16;
  data.left.push({x: 0, y: 6, text: words.probability ?? ''});
  for (let k = 0; k < steps; ++k) {
    data.bar.push({x0: 2 + length * k / steps, x1: 2 + length * (k + 1) / steps, y0: top, y1: top + 11,
      colour: colourOf((k + 0.5) / steps)});
  }
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const text = `${100 * share}\u00A0%`, y = top + 20;
    if (share) data.centre.push({x: 2 + length * share, y, text}); else data.left.push({x: 0, y, text});
  }
  return top + 42;
}

// Segments between neighbours on either side of a level.
function edgesOf(cells, at) {
  const found = [];
  for (const cell of cells.values()) {
    for (const [dx, dy] of [[1, 0], [0, 1]]) {
      const other = cells.get(`${cell.x + dx} ${cell.y + dy}`);
      if (!other) continue;
      for (const level of levels) {
        if (cell.probability >= level === other.probability >= level) continue;
        const x = at.x(cell.x + 1), y = at.y(cell.y + 1);
        const [from, to] = dx ? [x, at.y(cell.y)] : [at.x(cell.x), y];
        found.push({level, x0: from, x1: x, y0: y, y1: to});
      }
    }
  }
  return found;
}

// Pieces that go on where another ends become one: drawn one by one, dashes would begin anew at each cell.
function joined(edges) {
  const upright = edge => edge.x0 === edge.x1;
  const key = edge => `${edge.level} ${upright(edge) ? `x${edge.x0}` : `y${edge.y0}`}`;
  const runs = new Map();
  for (const edge of edges) runs.set(key(edge), [...(runs.get(key(edge)) ?? []), edge]);
  return [...runs.values()].flatMap(run => {
    const [from, to] = upright(run[0]) ? ['y0', 'y1'] : ['x0', 'x1'], whole = [];
    for (const edge of [...run].sort((a, b) => a[from] - b[from])) {
      const last = whole.at(-1);
      if (last && Math.abs(last[to] - edge[from]) < 0.01) last[to] = edge[to]; else whole.push({...edge});
    }
    return whole;
  });
}

// Words in lines from `y` down; returns where they end.
function lines(texts, x, y, into) {
  texts.forEach((text, k) => into.push({x, y: y + lineHeight * (k + 0.5), text}));
  return y + lineHeight * texts.length;
}

// A share of cells as words: short, and never certain where it is not.
function percentOf(share) {
  if (!Number.isFinite(share)) return '–';
  const percent = Math.round(100 * share);
  return percent === 0 ? '<1' : percent === 100 ? '>99' : `${percent}`;
}

// One panel of cells whose places `at` gives: the cells, the numbers in them where there is room, boundaries, and where
// the scenario is.
function drawCells(cells, panel, at, readable, data) {
  for (const cell of cells) {
    const known = Number.isFinite(cell.probability);
    data.drawn.push({...cell, title: panel.title, x0: at.x(cell.x), x1: at.x(cell.x + 1), y0: at.y(cell.y + 1),
      y1: at.y(cell.y), colour: known ? colourOf(cell.probability) : 'white'});
    if (readable || !known) {
      data.numbers.push({x: at.x(cell.x + 0.5), y: at.y(cell.y + 0.5), text: percentOf(cell.probability),
        ink: known ? inkOn(cell.probability) : '#222'});
    }
  }
  const known = cells.filter(cell => Number.isFinite(cell.probability));
  data.edges.push(...joined(edgesOf(new Map(known.map(cell => [`${cell.x} ${cell.y}`, cell])), at)));
  if (finite(panel, 'here_x', 'here_y')) {
    data.here.push({x: at.x(panel.here_x + 0.5), y: at.y(panel.here_y + 0.5), title: panel.title, text: panel.here});
  }
}

// Every so many settings are named as there is room for.
function drawSettings(across, down, at, cell, data) {
  const each = Math.ceil(lineHeight / cell.height);
  const apart = Math.ceil((widest(across.map(row => row.text)) + 8) / cell.width);
  down.forEach(({text}, j) => { if (j % each === 0) data.right.push({x: at.x(0) - 6, y: at.y(j + 0.5), text}); });
  across.forEach(({text}, i) => { if (i % apart === 0) data.centre.push({x: at.x(i + 0.5), y: at.y(0) + 10, text}); });
}

// Two levers: panels of cells.
export function sweepSurface(spec, chart, width) {
  const panels = table(spec, 'panels'), across = table(spec, 'across'), down = table(spec, 'down');
  const [wide, tall] = [Math.max(1, across.length), Math.max(1, down.length)], plot = width - padding;
  const gutter = widest(down.map(row => row.text)) + 8, spare = 10;
  const columns = columnsOf(panels.length, plot, gutter, Math.max(150, Math.min(280, wide * 14)));
  const inner = Math.min(460, (plot - (columns - 1) * gap) / columns - gutter - spare);
  const cell = {width: inner / wide, height: Math.max(12, Math.min(30, inner * 0.75 / tall))};
  const data = {drawn: [], bar: [], edges: [], numbers: [], here: [], titles: [], left: [], right: [], centre: []};
  let top = panels.length ? colourBar(chart.words, plot, data) : 0;
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns);
    const titles = row.map(panel => wrapped(panel.title, (inner + gutter) * 0.93));
    const below = top + lineHeight * Math.max(...titles.map(title => title.length)) + 2;
    let bottom = top;
    row.forEach((panel, k) => {
      const x = k * (inner + gutter + spare + gap);
      lines(titles[k], x, top, data.titles);
      const begin = lines(wrapped(chart.words.down ?? '', inner + gutter), x, below, data.left) + 6;
      const at = {x: i => x + gutter + i * cell.width, y: j => begin + (tall - j) * cell.height};
      // Cells lie one after the other: panels, their rows from below, the cells of a row.
      const cells = table(spec, 'cells').slice((first + k) * wide * tall, (first + k + 1) * wide * tall).map((of, i) =>
        ({...of, x: i % wide, y: Math.floor(i / wide), across_text: across[i % wide]?.text,
          down_text: down[Math.floor(i / wide)]?.text}));
      drawCells(cells, panel, at, cell.width >= 25 && cell.height >= 14, data);
      drawSettings(across, down, at, cell, data);
      bottom = Math.max(bottom, lines(wrapped(chart.words.across ?? '', inner), x + gutter, at.y(0) + 19, data.left));
    });
    top = bottom + gap;
  }
  const {drawn, ...rest} = data;
  Object.assign(spec.datasets, rest, {cells: drawn});
  layer(spec, 'numbers').mark.fontSize = Math.min(11, cell.width / 2.4);
  const shown = [...levels.map(level => data.edges.some(edge => edge.level === level)), data.here.length > 0];
  spec.usermeta.key = spec.usermeta.key.filter((entry, i) => shown[i]);
  place(spec, plot, top - gap);
}

// A panel of points: `at` gives the places of a lever's value and of a share.
function drawFrame(lever, at, room, decimal, data) {
  const [left, right] = [at.x(lever.low), at.x(lever.high)];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    data.grid.push({x0: left, x1: right, y0: at.y(share), y1: at.y(share)});
    if (share * 2 % 1 === 0) data.right.push({x: left - 6, y: at.y(share), text: `${100 * share}\u00A0%`});
  }
  const {found, decimals} = roundTicks(lever.low, lever.high, ticks(room, 70));
  for (const value of found) {
    data.grid.push({x0: at.x(value), x1: at.x(value), y0: at.y(0), y1: at.y(0) + 4});
    data.centre.push({x: at.x(value), y: at.y(0) + 13, text: written(value, decimals, decimal)});
  }
}

function drawPoints(spec, number, {low, high}, scenarios, at, data) {
  const lookOf = row => look(scenarios.indexOf(row.scenario)), mine = row => row.lever === number;
  for (const point of data.known) {
    const value = point[`x${number}`], {colour, shape} = lookOf(point);
    if (Number.isFinite(value)) data.dots.push({...point, x: at.x(value), y: at.y(point.probability), colour, shape});
  }
  for (const step of table(spec, 'means').filter(row => mine(row) && finite(row, 'mean'))) {
    const {colour, dash} = lookOf(step), y = at.y(step.mean);
    data.steps.push({x0: at.x(step.from), x1: at.x(step.to), y0: y, y1: y, colour, dash});
  }
  for (const now of table(spec, 'present').filter(row => mine(row) && row.x >= low && row.x <= high)) {
    data.here.push({...now, x: at.x(now.x), y: at.y(0) - 5, colour: lookOf(now).colour});
  }
}

// Points of a hypercube against each lever, with the means of parts of equal number.
export function sweepPoints(spec, chart, width) {
  const levers = table(spec, 'levers'), known = table(spec, 'points').filter(row => finite(row, 'probability'));
  const scenarios = scenariosOf(known), plot = width - padding, gutter = textWidth('100\u00A0%') + 8;
  const columns = columnsOf(levers.length, plot, gutter, 170), tall = 150, spare = 12;
  const inner = Math.min(460, (plot - (columns - 1) * gap) / columns - gutter - spare);
  const data = {known, dots: [], grid: [], steps: [], here: [], titles: [], left: [], right: [], centre: []};
  let top = levers.length ? lines([chart.words.axis ?? ''], 0, 0, data.left) + 8 : 0;
  for (let first = 0; first < levers.length; first += columns) {
    const row = levers.slice(first, first + columns);
    const titles = row.map(lever => wrapped(lever.text, (inner + gutter) * 0.93));
    const begin = top + lineHeight * Math.max(...titles.map(title => title.length)) + 8;
    row.forEach((lever, k) => {
      const x = k * (inner + gutter + spare + gap) + gutter;
      lines(titles[k], x - gutter, top, data.titles);
      const margin = (lever.high - lever.low || 1) * 0.02;
      const wider = {low: lever.low - margin, high: lever.high + margin};
      const at = {x: value => x + inner * (value - wider.low) / (wider.high - wider.low),
        y: share => begin + tall * (1 - share)};
      drawFrame(wider, at, inner, chart.decimal, data);
      drawPoints(spec, first + k, wider, scenarios, at, data);
    });
    top = begin + tall + 22 + gap;
  }
  const {known: all, ...rest} = data;
  // Names of levers are data: they may hold what a template would take for a gap.
  layer(spec, 'dots').encoding.tooltip.splice(1, 0, ...levers.map((lever, l) =>
    ({field: `x${l}`, type: 'quantitative', title: lever.text, format: '.6~r'})));
  Object.assign(spec.datasets, rest);
  const key = scenarios.map((scenario, i) => ({label: scenario, shape: look(i).shape, fill: look(i).colour,
    stroke: look(i).colour, size: 60}));
  const line = {label: chart.words.mean ?? '', shape: 'stroke', stroke: '#222', strokeWidth: 2.6, size: 360};
  spec.usermeta.key = [...key, ...(data.steps.length ? [line] : []),
    ...(data.here.length ? [keyOfPresent(chart.words)] : [])];
  place(spec, plot, top - gap);
}
