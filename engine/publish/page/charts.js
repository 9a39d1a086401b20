// From a chart's data to a Vega-Lite specification: the template of its kind with words, data and sizes put in.
import fan from './charts/fan.json';

const templates = {fan};

// Fills `{word}` in every string of a template; other braces stay.
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

// The Vega-Lite specification of `chart` (chart_json.hpp); options: width in pixels.
export function specification(chart, options = {}) {
  const template = templates[chart.kind];
  if (!template) throw new Error(`no specification of kind "${chart.kind}"`);
  const spec = filled(template, chart.words);
  spec.datasets = chart.data;
  spec.description = chart.description;
  spec.width = options.width ?? 640;
  return spec;
}

// The Vega specification.
export function compiled(compile, chart, options = {}) {
  return compile(specification(chart, options)).spec;
}
