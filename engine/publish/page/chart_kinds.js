// What each kind's template needs beyond its data: rows with room for their names, their order, headings, heights.
import {colours, dashes, finite, layer, lineHeight, roundTicks, shapes, table, ticks, widest, written}
  from './chart_parts.js';
import {sweepCurve, sweepPoints, sweepSurface} from './chart_sweeps.js';
import {wrapped} from './chart_text.js';

// The name of a row on its axis: unique by its number; words at its right end, then the lines of the name, which
// templates cut out (labelExpr).
const rowKey = (number, lines, side = []) => `${number}|${side.join('\n')}|${lines.join('\n')}`;

// One row for each of `rows`, named by `column`, with the words of the column `side` at its end; sets heights, the
// order of the axis and the room left for the picture.
function nameRows(spec, rows, {column, side}, width) {
  const names = rows.map(row => wrapped(row[column], width * 0.38));
  const sides = rows.map(row => side ? wrapped(row[side] ?? '', width * 0.18) : []);
  rows.forEach((row, i) => { row.row = rowKey(i, names[i], sides[i]); });
  const most = Math.max(1, ...[...names, ...sides].map(lines => lines.length));
  spec.height = Math.max(1, rows.length) * Math.max(26, most * lineHeight + 10);
  spec.encoding.y.scale = {...spec.encoding.y.scale, domain: rows.map(row => row.row)};
  const room = width - 28 - widest(names) - (side ? widest(sides) + 10 : 0);
  spec.usermeta = {...spec.usermeta, room, repeat_axis: rows.length > 20};
  return room;
}

// Rows under headings: `rows` in groups of the same `group`, in order of first meeting; headings reach across.
function groupRows(spec, rows, {group, name}, width) {
  const groups = new Map();
  for (const row of rows) groups.set(row[group], [...(groups.get(row[group]) ?? []), row]);
  const order = [], headings = [], names = [];
  for (const [title, members] of groups) {
    for (const line of wrapped(title, (width - 20) * 0.93)) {
      order.push(rowKey(order.length, ['']));
      headings.push({row: order.at(-1), text: line});
    }
    for (const row of members) {
      const lines = wrapped(row[name], width * 0.38);
      names.push(lines);
      row.row = rowKey(order.length, lines);
      order.push(row.row);
    }
  }
  const most = Math.max(1, ...names.map(lines => lines.length));
  const left = widest(names) + 8;
  spec.height = Math.max(1, order.length) * Math.max(20, most * lineHeight + 5);
  spec.encoding.y.scale = {...spec.encoding.y.scale, domain: order};
  spec.datasets.headings = headings.map(heading => ({...heading, left: -left}));
  spec.usermeta = {...spec.usermeta, room: width - 24 - left, repeat_axis: order.length > 24};
}

function fan(spec, chart, width) {
  const past = table(spec, 'past'), line = table(spec, 'line'), today = table(spec, 'today');
  const statuses = [...new Set(past.map(row => row.status))];
  const hollow = status => chart.words.estimate ? status === chart.words.estimate : status !== statuses[0];
  const solid = statuses.filter(status => !hollow(status));
  const shape = status => hollow(status) ? 'circle' : shapes[solid.indexOf(status) % 7];
  past.forEach(row => Object.assign(row, {hollow: hollow(row.status) ? 1 : 0, shape: shape(row.status)}));
  if (!line.length) spec.usermeta.key.pop();
  spec.usermeta.key.splice(1, 0, ...statuses.map(status => ({label: status || chart.words.past, shape: shape(status),
    size: 50, fill: hollow(status) ? 'white' : '#222', stroke: '#222', strokeWidth: 1.5})));
  const years = [...table(spec, 'fan'), ...past, ...line].map(row => row.year).filter(Number.isFinite);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (years.length) spec.encoding.x.scale.domain = first < last ? [first, last] : [first - 1, last + 1];
  spec.encoding.x.axis.tickCount = Math.min(ticks(width - 70, 48), Math.max(1, last - first));
  spec.datasets.line_end = line.slice(-1);
  const early = today.length && today[0].year - first > 0.6 * (last - first);
  Object.assign(layer(spec, 'today').layer[1].mark, early ? {align: 'right', dx: -5} : {align: 'left', dx: 5});
  spec.encoding.y.axis.title = wrapped(chart.words.unit ?? '', width - 30);
}

const looks = {good: [0, 'circle'], doubtful: [4, 'diamond'], bad: [1, 'square']};

function probabilities(spec, chart, width) {
  const rows = table(spec, 'targets');
  nameRows(spec, rows, {column: 'name', side: 'word'}, width);
  for (const row of rows) {
    const [colour, shape] = looks[row.signal] ?? [0, 'circle'];
    Object.assign(row, {colour: colours[colour], shape});
  }
  spec.encoding.x.axis.tickCount = ticks(spec.usermeta.room);
}

function scenarios(spec, chart, width) {
  groupRows(spec, table(spec, 'scenarios'), {group: 'target', name: 'scenario'}, width);
  spec.encoding.x.axis.tickCount = ticks(spec.usermeta.room);
}

// Sure to help, sure to harm, or neither: by colour and by shape.
function direction(row) {
  if (row.low > 0) return {colour: colours[0], shape: 'triangle-right'};
  if (row.high < 0) return {colour: colours[1], shape: 'triangle-left'};
  return {colour: '#777777', shape: 'circle'};
}

function differences(spec, chart, width) {
  const rows = table(spec, 'differences');
  groupRows(spec, rows, {group: 'target', name: 'scenario'}, width);
  for (const row of rows) {
    Object.assign(row, direction(row));
    for (const column of ['difference', 'low', 'high']) {
      if (Number.isFinite(row[column])) row[`${column}_points`] = 100 * row[column];
    }
  }
  spec.datasets.nought = [{x: 0, text: chart.words.against ?? ''}];
  spec.encoding.x.axis.tickCount = ticks(spec.usermeta.room);
}

function count(spec, chart, width) {
  const room = (width - 70) / Math.max(1, table(spec, 'count').length);
  spec.datasets.marks = (spec.datasets.marks ?? []).slice(0, 1).filter(row => finite(row, 'met'));
  const marked = spec.datasets.marks[0], rows = spec.datasets.count;
  const late = marked && rows.length && marked.met > (rows[0].met + rows.at(-1).met) / 2;
  Object.assign(layer(spec, 'median').layer[1].mark, late ? {align: 'right', dx: -5} : {align: 'left', dx: 5});
  layer(spec, 'shares').mark.width = Math.max(3, Math.min(40, room * 0.7));
  spec.encoding.x.axis.tickCount = Math.min(Math.max(1, rows.length), ticks(width - 70, 30) * 2);
  if (rows.length) spec.encoding.x.scale.domain = [rows[0].met - 0.6, rows.at(-1).met + 0.6];
}

// Short names of columns: the numbers that all names begin with, as "(5a) ...", or else the places of their rows.
function columnNames(names) {
  const own = names.map(name => /^\(([^()]{1,4})\) /.exec(name)?.[1]);
  return own.every(Boolean) && new Set(own).size === own.length ? {columns: own, rows: names}
    : {columns: names.map((name, i) => `${i + 1}`), rows: names.map((name, i) => `${i + 1}. ${name}`)};
}

function matrix(spec, chart, width) {
  const pairs = table(spec, 'pairs');
  const names = [...new Set(pairs.flatMap(pair => [pair.a, pair.b]))];
  const short = columnNames(names);
  const lines = short.rows.map(name => wrapped(name, width * 0.42));
  const keys = lines.map((text, i) => rowKey(i, text));
  const at = new Map(names.map((name, i) => [name, i]));
  const cell = (pair, a, b) => ({...pair, row: keys[at.get(a)], column: short.columns[at.get(b)], first: a, second: b});
  spec.datasets.cells = pairs.flatMap(pair => pair.a === pair.b ? [cell(pair, pair.a, pair.b)]
    : [cell(pair, pair.a, pair.b), cell(pair, pair.b, pair.a)]);
  const most = Math.max(1, ...lines.map(text => text.length));
  const room = width - 24 - widest(lines);
  spec.height = Math.max(1, names.length) * Math.max(26, most * lineHeight + 6);
  spec.encoding.y.scale.domain = keys;
  spec.encoding.x.scale.domain = short.columns;
  spec.usermeta = {...spec.usermeta, room};
  const fits = room / Math.max(1, names.length);
  layer(spec, 'numbers').mark.fontSize = Math.min(12, Math.max(8, fits / 2.6));
  if (fits < 18) spec.layer = spec.layer.filter(item => item.name !== 'numbers');
  Object.assign(layer(spec, 'cells').encoding.fill.legend, {
    title: wrapped(chart.words.phi ?? '', Math.max(120, room - 10)),
    gradientLength: Math.max(80, Math.min(220, room - 20))});
}

function drivers(spec, chart, width) {
  const room = nameRows(spec, table(spec, 'drivers'), {column: 'driver'}, width);
  spec.encoding.x.axis.tickCount = ticks(room);
}

function coverage(spec, chart, width) {
  const rows = table(spec, 'coverage'), ours = chart.words.ours;
  const methods = [...new Set(rows.map(row => row.method))];
  methods.sort((a, b) => (b === ours) - (a === ours));
  methods.forEach((method, i) => {
    const look = {colour: colours[i % 7], shape: shapes[i % 7]};
    const members = rows.filter(row => row.method === method);
    // Side by side, so that intervals of several methods at one level can be told apart.
    members.forEach(row => Object.assign(row, look, {x: row.level + 0.007 * (i - (methods.length - 1) / 2)}));
    const strong = i === 0 && method === ours;
    spec.layer.push({data: {name: 'coverage'}, transform: [{filter: {field: 'method', equal: method}}],
      mark: {type: 'line', color: look.colour, strokeDash: dashes[i % 7], strokeWidth: strong ? 2.5 : 1.3},
      encoding: {x: {field: 'x'}, y: {field: 'share'}}});
    spec.usermeta.key.push({label: method, shape: look.shape, size: 60, fill: look.colour, stroke: look.colour});
  });
  spec.height = Math.round(Math.min(380, width * 0.75));
}

// Each row has a scale of its own: its numbers as shares of the picture's width, ticks written below its line.
function rates(spec, chart, width) {
  const marks = [], ends = [], headings = [], room = width - 40;
  let top = 0;
  for (const row of table(spec, 'rates')) {
    const values = ['past', 'needed', 'low', 'median', 'high'].map(column => row[column]).filter(Number.isFinite);
    if (!values.length) continue;
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const spare = (most - least || Math.abs(most) || 1) * 0.06;
    const [low, high] = [least - spare, most + spare];
    const at = value => Number.isFinite(value) ? (value - low) / (high - low) : null;
    for (const line of wrapped(row.unit ? `${row.name} (${row.unit})` : row.name, room * 0.93)) {
      headings.push({text: line, y: top += 16});
    }
    const y = top + 16;
    marks.push({...row, y, past_x: at(row.past), needed_x: at(row.needed), low_x: at(row.low), median_x: at(row.median),
      high_x: at(row.high)});
    const {found, decimals} = roundTicks(low, high, ticks(room, 90));
    for (const value of found) {
      ends.push({x: at(value), y, below: y + 11, text: written(value, decimals, chart.decimal)});
    }
    top = y + 28;
  }
  Object.assign(spec.datasets, {rates: marks, ticks: ends, headings});
  spec.height = Math.max(40, top);
  spec.encoding.y.scale.domain = [0, spec.height];
  spec.usermeta.room = room;
}

const kinds = {count, coverage, differences, drivers, fan, matrix, probabilities, rates, scenarios,
  sweep_curve: sweepCurve, sweep_points: sweepPoints, sweep_surface: sweepSurface};

// Puts into `spec` what the chart's data ask for.
export function arrange(spec, chart, width) {
  kinds[chart.kind](spec, chart, width);
  const x = spec.encoding.x;
  if (x.title) x.title = wrapped(x.title, Math.max(120, spec.usermeta?.room ?? width - 70));
}
