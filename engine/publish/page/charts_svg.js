// Charts without a browser: prospectCharts.draw(json) promises the text of an SVG file.
import * as vega from 'vega';
import {compile} from 'vega-lite';
import {expressionInterpreter} from 'vega-interpreter';
import {compiled} from './charts.js';

export async function draw(text) {
  const spec = compiled(compile, JSON.parse(text), {width: 720});
  const view = new vega.View(vega.parse(spec, null, {ast: true}), {renderer: 'none', expr: expressionInterpreter,
    logLevel: vega.Error});
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
