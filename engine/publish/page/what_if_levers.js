// The levers: a slider and a number for each, what the scenario says of it, and its values by year.
import {byId, labelOf, make, number, parsed, setAttribute, setStyle, setText, word} from './what_if_text.js';

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
const within = (lever, value) => Math.max(lever.low, Math.min(lever.high, value));
const opened = new Set();   // levers whose years are open; kept when the language changes

export const withUnit = (text, lever) => labelOf(lever.unit) ? `${text}\u00A0${labelOf(lever.unit)}` : text;
// What was set is shown with all its places, what the scenario says with those that the lever has.
export const shownValue = (value, lever, isSet = true) =>
  number(value, lever.decimals, isSet ? Math.max(4, lever.decimals) : lever.decimals);
// In a field without signs of thousands, which would be in the way of typing.
const typed = (value, lever, isSet) =>
  number(value, lever.decimals, isSet ? Math.max(4, lever.decimals) : lever.decimals, false);

export function valuesText(values, lever) {
  const texts = values.map(value => shownValue(value, lever));
  return withUnit(texts.every(text => text === texts[0]) ? texts[0] : texts.join(' · '), lever);
}

// Levers of one unit stand together, in the order of the model, so that nothing moves while it is used.
function grouped(levers) {
  const groups = new Map();
  for (const lever of levers) {
    const unit = labelOf(lever.unit);
    groups.set(unit, [...(groups.get(unit) ?? []), lever]);
  }
  const lonely = [...groups].filter(([, members]) => members.length === 1);
  if (lonely.length > 1) {
    for (const [unit] of lonely) groups.delete(unit);
    groups.set(null, lonely.map(([, members]) => members[0]));
  }
  return [...groups].map(([unit, members]) => ({members,
    title: unit === null ? word('group_other') : unit ? word('group_unit', {unit}) : word('group_plain')}));
}

// A slider and a number for one value. set(value, event) is called while it moves, keep() when it rests.
function valueControl({lever, label, slider = {}, field = {}, set, keep}) {
  const range = make('input', {type: 'range', min: lever.low, max: lever.high, step: lever.step, 'aria-label': label,
    ...slider});
  const text = make('input', {type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false',
    'aria-label': word('number_of', {label}), ...field});
  let holds = '';   // what the field shows while nobody types
  const wrong = make('p', {class: 'wrong', role: 'status'});
  const complain = words => {
    setText(wrong, words);
    if (words) setAttribute(text, 'aria-invalid', 'true');
    else text.removeAttribute('aria-invalid');
  };
  range.addEventListener('input', event => set(Number(range.value), event));
  range.addEventListener('change', keep);
  text.addEventListener('input', event => {
    const value = parsed(text.value);
    if (Number.isNaN(value)) complain(text.value.trim() ? word('not_a_number') : '');
    else if (value < lever.low || value > lever.high) {
      complain(word('out_of_bounds', {low: shownValue(lever.low, lever), high: shownValue(lever.high, lever)}));
    } else {
      complain('');
      set(value, event);
    }
  });
  text.addEventListener('change', keep);
  // What was typed gives way to the value that holds, unless it was refused: then both are to be seen.
  text.addEventListener('blur', () => {
    if (!text.value.trim()) complain('');
    if (!text.hasAttribute('aria-invalid')) text.value = holds;
  });
  return {
    range, text, wrong,
    paint(value, isSet, focused) {
      const shown = typed(value, lever, isSet);
      if (range.value !== String(value)) range.value = value;
      const spoken = withUnit(shownValue(value, lever, isSet), lever);
      setAttribute(range, 'aria-valuetext', isSet ? spoken : `${spoken}, ${word('as_scenario_short')}`);
      if (holds !== shown) complain('');
      holds = shown;
      if (text !== focused && !text.hasAttribute('aria-invalid') && text.value !== shown) {
        text.value = shown;
      }
    },
    // From outside: undo, another scenario.
    force() {
      complain('');
      text.value = holds;
    },
  };
}

function leverRow(lever, app) {
  const {years} = app.model;
  const label = labelOf(lever.label);
  const key = `lever ${lever.name}`;
  const keep = () => app.keep(key);
  const says = () => app.scenario().levers[lever.name];
  const valueOf = () => app.settings.levers[lever.name];
  const valuesNow = () => {
    const value = valueOf();
    if (value === undefined) return says().years;
    return typeof value === 'number' ? years.map(() => value) : years.map(year => value[year]);
  };

  // Values that a fixed scenario has anyway are no change.
  function set(values, event) {
    const said = says();
    const asSaid = said.fixed && values.every((value, at) => Math.abs(value - said.years[at]) < 1e-9);
    const alike = values.every(value => value === values[0]);
    app.change(settings => {
      if (asSaid) delete settings.levers[lever.name];
      else if (alike) settings.levers[lever.name] = values[0];
      else settings.levers[lever.name] = Object.fromEntries(years.map((year, at) => [year, values[at]]));
    }, event);
  }

  const main = valueControl({lever, label, keep, slider: {'data-lever': lever.name},
    field: {'data-lever-number': lever.name}, set: (value, event) => set(years.map(() => value), event)});
  const each = years.map((year, at) => valueControl({lever, label: word('year_of', {label, year}), keep,
    slider: {'data-lever-year': `${lever.name} ${year}`}, field: {'data-lever-year-number': `${lever.name} ${year}`},
    set: (value, event) => {
      // The other years keep what they have; a mean of history is rounded as the lever is.
      const places = 10 ** lever.decimals;
      const rounded = valueOf() === undefined && !says().fixed ? v => Math.round(v * places) / places : v => v;
      set(valuesNow().map((old, k) => k === at ? value : within(lever, rounded(old))), event);
    }}));

  const ruler = make('div', {class: 'ruler', 'aria-hidden': 'true'}, make('i', {class: 'said'}),
    make('i', {class: 'mean'}));
  const mark = make('p', {class: 'mark'});
  const back = make('button', {type: 'button', class: 'small', 'data-lever-reset': lever.name,
    'aria-label': word('give_back_long', {label})}, word('give_back'));
  back.addEventListener('click', event => {
    app.change(settings => { delete settings.levers[lever.name]; }, event);
    app.keep();
    for (const control of [main, ...each]) control.force();
    main.range.focus();
  });

  const yearRows = make('div', {class: 'years', id: `years-${lever.name}`},
    make('p', {class: 'quiet'}, word('by_year_note')),
    ...years.map((year, at) => make('div', {class: 'value'}, make('span', {class: 'year'}, String(year)),
      each[at].range, each[at].text, each[at].wrong)));
  const byYear = make('button', {type: 'button', class: 'small', 'aria-controls': yearRows.id,
    'aria-label': word('by_year_long', {label})}, word('by_year'));
  function open(isOpen) {
    yearRows.hidden = !isOpen;
    byYear.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) opened.add(lever.name);
    else opened.delete(lever.name);
  }
  byYear.addEventListener('click', () => open(yearRows.hidden));
  open(opened.has(lever.name));

  const unit = labelOf(lever.unit);
  const about = make('details', {class: 'source'}, make('summary', {}, word('source')),
    make('p', {}, word('bounds', {low: shownValue(lever.low, lever), high: shownValue(lever.high, lever),
      unit: unit && `\u00A0${unit}`}), ' ', make('span', {}, lever.source)));
  const row = make('div', {class: 'lever', role: 'group', 'aria-label': label},
    make('div', {class: 'name', 'aria-hidden': 'true'}, label),
    make('div', {class: 'value'}, make('div', {class: 'track'}, main.range, ruler), main.text,
      make('span', {class: 'unit', 'aria-hidden': 'true'}, unit), main.wrong),
    mark, make('div', {class: 'tools'}, back, byYear, about), yearRows);

  const share = value => `${(100 * (within(lever, value) - lever.low) / (lever.high - lever.low)).toFixed(2)}%`;

  function paint(forced, focused) {
    const said = says(), values = valuesNow();
    const isSet = valueOf() !== undefined;
    main.paint(mean(values), isSet, focused);
    each.forEach((control, at) => control.paint(values[at], isSet, focused));
    if (forced) for (const control of [main, ...each]) control.force();
    row.classList.toggle('set', isSet);
    back.hidden = !isSet;
    const low = mean(said.low), high = mean(said.high);
    setStyle(ruler, '--low', share(low));
    setStyle(ruler, '--high', share(high));
    setStyle(ruler, '--mean', share(mean(said.years)));
    ruler.classList.toggle('fixed', said.fixed);
    if (!isSet) {
      setText(mark, said.fixed ? word('as_fixed', {value: valuesText(said.years, lever)})
        : word('as_uncertain', {low: shownValue(low, lever, false), high: shownValue(high, lever, false)}));
    } else {
      const set = typeof valueOf() === 'number' ? word('set_one', {value: valuesText(values, lever)})
        : word('set_years', {values: valuesText(values, lever)});
      // A number in the place of a spread moves probabilities even where it is the mean: that is to be seen.
      setText(mark, said.fixed ? set : `${set}. ${word('no_doubt', {low: shownValue(low, lever, false),
        high: shownValue(high, lever, false)})}`);
    }
  }
  return {row, paint};
}

// Builds them anew (another model, another language); the function it returns paints what holds. `forced`: also over
// what is just being typed.
export function buildLevers(app) {
  const paints = [];
  byId('levers').replaceChildren(...grouped(app.model.levers).map(({title, members}) => {
    const rows = members.map(lever => leverRow(lever, app));
    paints.push(...rows.map(row => row.paint));
    return make('section', {class: 'group'}, make('h3', {}, title), ...rows.map(row => row.row));
  }));
  return forced => {
    const focused = document.activeElement;   // once: asking for it makes the browser lay out what changed before
    paints.forEach(paint => paint(forced, focused));
  };
}
