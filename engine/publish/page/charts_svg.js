// Charts without a browser: prospectCharts.draw(json) promises the text of an SVG file that stands alone.
import './chart_engine.js';
import * as vega from 'vega';
import {compile} from 'vega-lite';
import {expressionInterpreter} from 'vega-interpreter';
import {itemWidth} from './chart_text.js';
import {compiled} from './charts.js';

vega.textMetrics.width = itemWidth;

const escapes = {'&': '&amp;', '<': '&lt;', '>': '&gt;'};
const escaped = text => String(text).replace(/[&<>]/g, letter => escapes[letter]);

// Words for those who cannot see it, as SVG has them: <title> and <desc>.
function told(svg, chart) {
  return svg.replace(/<svg[^>]*>/, open =>
    `${open}<title>${escaped(chart.title)}</title><desc>${escaped(chart.description)}</desc>`);
}

export async function draw(text) {
  const chart = JSON.parse(text);
  vega.resetSVGDefIds();
  const spec = compiled(compile, chart, {width: 720, titled: true});
  const view = new vega.View(vega.parse(spec, null, {ast: true}), {renderer: 'none', expr: expressionInterpreter,
    logLevel: vega.Error});
  const svg = await view.toSVG();
  view.finalize();
  return told(svg, chart);
}
