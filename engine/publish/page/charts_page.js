// Charts in a browser: vega and what it needs, as the global prospectCharts.
import * as vega from 'vega';
import {compile} from 'vega-lite';
import {expressionInterpreter} from 'vega-interpreter';
import {Handler} from 'vega-tooltip';
import {compiled, specification} from './charts.js';

export {vega, compile, expressionInterpreter, Handler, specification};

// Draws `chart` into the empty `element`, as wide as that is; resolves to the vega.View when drawn. Style
// #vg-tooltip-element for the words under the pointer: no style is added by this program. To draw anew (another width,
// paper): `view.finalize()`, then call again. `view.toSVG()` and `view.toImageURL('png', 2)` save it.
export async function show(element, chart, options = {}) {
  const spec = compiled(compile, chart, {width: Math.max(260, Math.floor(element.clientWidth) || 640), ...options});
  const tooltip = new Handler({disableDefaultStyle: true});
  const view = new vega.View(vega.parse(spec, null, {ast: true}), {
    renderer: 'svg', container: element, hover: true, expr: expressionInterpreter, tooltip: tooltip.call,
    logLevel: vega.Error,
  });
  await view.runAsync();
  return view;
}
