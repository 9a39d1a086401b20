// From a chart's data (chart_json.hpp) to Vega: the template of its kind (charts/KIND.json, Vega-Lite with `{word}`
// gaps) with words, data and sizes put in. A template's usermeta.key lists the entries of the key above the picture.
import {arrange} from './chart_kinds.js';
import {textWidth, wrapped} from './chart_text.js';
import count from './charts/count.json';
import coverage from './charts/coverage.json';
import differences from './charts/differences.json';
import drivers from './charts/drivers.json';
import fan from './charts/fan.json';
import matrix from './charts/matrix.json';
import probabilities from './charts/probabilities.json';
import rates from './charts/rates.json';
import scenarios from './charts/scenarios.json';
import sweep_curve from './charts/sweep_curve.json';
import sweep_points from './charts/sweep_points.json';
import sweep_surface from './charts/sweep_surface.json';

const templates = {count, coverage, differences, drivers, fan, matrix, probabilities, rates, scenarios, sweep_curve,
  sweep_points, sweep_surface};
const ink = '#222', faint = '#777', grid = '#e4e4e4';

// Fills `{word}` in every string of a template; other braces stay. Always a copy.
function filled(value, words) {
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)\}/g, (gap, name) => Object.hasOwn(words, name) ? words[name] : gap);
  }
  if (Array.isArray(value)) return value.map(item => filled(item, words));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, words)]));
  }
  return value;
}

function numberLocale(chart) {
  const comma = chart.decimal === ',';
  return {decimal: comma ? ',' : '.', thousands: comma ? '.' : ',', grouping: [3], currency: ['', ''], minus: '−',
    percent: '\u00A0%', nan: '-'};
}

function configuration(chart) {
  return {
    background: 'white',
    font: 'Liberation Sans, Arial, Helvetica, sans-serif',
    locale: {number: numberLocale(chart)},
    padding: {left: 6, top: 6, right: 14, bottom: 6},
    view: {stroke: null},
    // The description of the whole says what is to be seen; single marks would be read out as names of columns.
    mark: {aria: false},
    text: {fontSize: 12, color: ink},
    axis: {aria: false, labelFontSize: 12, labelColor: ink, labelLimit: 0, labelLineHeight: 14, titleFontSize: 12,
      titleColor: ink, titleFontWeight: 'normal', titleLimit: 0, titleLineHeight: 15, gridColor: grid, domainColor: faint,
      tickColor: faint},
    legend: {aria: false, labelFontSize: 12, labelColor: ink, labelLimit: 0},
    title: {aria: false, fontSize: 15, color: ink, anchor: 'start', frame: 'bounds', lineHeight: 19, offset: 12},
  };
}

// The Vega-Lite specification of `chart`. Options: width in pixels of the whole picture (640); titled: whether the
// title stands above the picture.
export function specification(chart, options = {}) {
  const template = templates[chart.kind];
  if (!template) throw new Error(`no specification of kind "${chart.kind}"`);
  const width = options.width ?? 640;
  const spec = filled(template, chart.words);
  spec.datasets = filled(chart.data, {});
  spec.description = chart.description;
  spec.autosize = {type: 'fit-x', contains: 'padding'};
  spec.width = width;
  spec.config = configuration(chart);
  if (options.titled) spec.title = {text: wrapped(chart.title, (width - 12) * 0.93, 15)};
  arrange(spec, chart, width);
  return spec;
}

// The key above a picture as a legend of Vega: each entry with its own look. The looks are given as encodings, the
// scales of size and width say only that all entries take the same place; `raised` leaves room for a
// title of the axis below it.
function legend(entries, room, raised) {
  const labels = entries.map(entry => wrapped(entry.label, room - 34).join('\n'));
  const looks = {fill: 'transparent', stroke: ink, shape: 'square', strokeWidth: 1, strokeDash: [1, 0], size: 150};
  const scales = Object.entries(looks).map(([look, plain]) => ({name: `key_${look}`, type: 'ordinal', domain: labels,
    range: entries.map(entry => entry[look] ?? plain)}));
  const same = (name, value) => ({name, type: 'ordinal', domain: labels, range: [value]});
  scales.push(same('place_size', 360), same('place_width', 2));
  const encoded = Object.keys(looks).map(look => [look, {scale: `key_${look}`, field: 'value'}]);
  const widest = Math.max(...labels.flatMap(label => label.split('\n').map(line => textWidth(line)))) + 44;
  return {scales, legends: [{aria: false, type: 'symbol', orient: 'top', direction: 'horizontal', padding: 0,
    offset: raised ? 28 : 12,
    rowPadding: 4, columnPadding: 16, labelOffset: 6, fill: 'key_fill', size: 'place_size', strokeWidth: 'place_width',
    columns: Math.max(1, Math.min(entries.length, Math.floor(room / widest))),
    encode: {symbols: {update: Object.fromEntries(encoded)},
      labels: {update: {text: {signal: "split(datum.label, '\\n')"}}}}}]};
}

// Names of rows in several lines stand about their row's middle, words at the right end of rows likewise.
function centred(axis) {
  const update = axis.encode?.labels?.update;
  if (!update?.text?.signal?.startsWith('split(')) return;
  update.dy = {signal: `-7 * (length(${update.text.signal}) - 1)`};
}

function sideAxis() {
  const text = {signal: "split(split(datum.value, '|')[1], '\\n')"};
  return {aria: false, scale: 'y', orient: 'right', domain: false, ticks: false, labelPadding: 8, labelOverlap: false,
    encode: {labels: {update: {text}}}};
}

// The Vega specification; `compile` is that of vega-lite.
export function compiled(compile, chart, options = {}) {
  const spec = specification(chart, options);
  const {key = [], room = spec.width - 70, repeat_axis: repeated, side, raised} = spec.usermeta ?? {};
  const made = compile(spec).spec;
  delete made.usermeta;
  if (key.length) {
    const {scales, legends} = legend(key, room, raised ?? Boolean(spec.encoding.y.axis?.title));
    made.scales = [...(made.scales ?? []), ...scales];
    made.legends = legends;
  }
  if (repeated) {
    const below = made.axes.filter(axis => axis.orient === 'bottom' && axis.labels !== false);
    made.axes.push(...below.map(({title, ...axis}) => ({...axis, orient: 'top', grid: false})));
  }
  if (side) made.axes.push(sideAxis());
  made.axes?.forEach(centred);
  return made;
}
