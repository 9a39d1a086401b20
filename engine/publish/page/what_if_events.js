// The scenario picker, the events (as the scenario says, never, or in chosen years), and all settings in a line.
import {byId, labelOf, make, number, parsed, setAttribute, setText, word} from './what_if_text.js';
import {countChanged} from './what_if_settings.js';
import {valuesText} from './what_if_levers.js';

const percent = share => `${number(share * 100, 0, share < 0.1 ? 1 : 0)}\u00A0%`;

export function buildScenarios(app) {
  const select = byId('scenario');
  select.replaceChildren(...app.model.scenarios.map(one => make('option', {value: one.name}, labelOf(one.label))));
  return () => {
    select.value = app.settings.scenario;
    setText(byId('scenario-about'), labelOf(app.scenario().description));
    const changed = countChanged(app.settings);
    setText(byId('changed'), changed === 0 ? word('changed_none') : changed === 1 ? word('changed_one')
      : word('changed_many', {n: number(changed)}));
    byId('reset').disabled = changed === 0;
  };
}

function eventRow(event, app) {
  const {years} = app.model;
  const label = labelOf(event.label);
  const says = () => app.scenario().events[event.name];
  const valueOf = () => app.settings.events[event.name];
  const keep = () => app.keep(`event ${event.name}`);
  const set = (value, by) => app.change(settings => {
    if (value === undefined) delete settings.events[event.name];
    else settings.events[event.name] = value;
  }, by);

  // Chosen years begin with those in which the scenario has it; none is chosen for the planner.
  const firstYears = () =>
    Object.fromEntries(years.filter((_, at) => says().forced[at]).map(year => [year, event.size]));
  const choices = {scenario: () => undefined, never: () => 'never', years: firstYears};
  const radios = Object.entries(choices).map(([name, value]) => {
    const radio = make('input', {type: 'radio', name: `event-${event.name}`, value: name,
      'data-event': event.name});
    radio.addEventListener('change', by => {
      set(value(), by);
      app.keep();
    });
    return {name, radio, label: make('label', {}, radio, ' ', word(`event_${name}`))};
  });

  const each = years.map(year => {
    const box = make('input', {type: 'checkbox', 'data-event-year': `${event.name} ${year}`});
    const size = make('input', {type: 'text', inputmode: 'decimal', autocomplete: 'off',
      'aria-label': word('event_size_of', {label, year}), 'data-event-size': `${event.name} ${year}`});
    const withYear = value => {
      const now = {...valueOf()};
      if (value === null) delete now[year];
      else now[year] = value;
      return now;
    };
    const wrong = make('p', {class: 'wrong', role: 'status'});
    function complain(isWrong) {
      if (isWrong) setAttribute(size, 'aria-invalid', 'true');
      else size.removeAttribute('aria-invalid');
      setText(wrong, isWrong ? word('event_size_bad', {most: number(event.most, 0, 2)}) : '');
    }
    box.addEventListener('change', by => {
      set(withYear(box.checked ? event.size : null), by);
      app.keep();
    });
    size.addEventListener('input', by => {
      const value = parsed(size.value);
      const good = value > 0 && value <= event.most;
      complain(!good);
      if (good) set(withYear(value), by);
    });
    size.addEventListener('change', keep);
    // What was refused stays in sight, with the reason.
    size.addEventListener('blur', () => { if (!size.hasAttribute('aria-invalid')) paintYear(true); });
    function paintYear(forced, focused) {
      const value = valueOf()?.[year];
      box.checked = value !== undefined && valueOf() !== 'never';
      size.disabled = !box.checked;
      if (forced || (size !== focused && !size.hasAttribute('aria-invalid'))) {
        size.value = number(box.checked ? value : event.size, 0, 3, false);
        complain(false);
      }
    }
    return {paint: paintYear, row: make('div', {class: 'event-year'}, make('label', {}, box, ` ${year}`),
      make('span', {class: 'quiet', 'aria-hidden': 'true'}, word('event_size')), size, wrong)};
  });
  const mark = make('p', {class: 'mark'});
  const yearRows = make('div', {class: 'event-years'}, ...each.map(one => one.row));
  const row = make('fieldset', {class: 'event'}, make('legend', {}, label),
    make('div', {class: 'choices'}, ...radios.map(one => one.label)), mark, yearRows,
    make('details', {class: 'source'}, make('summary', {}, word('source_only')), make('p', {}, event.source)));

  function saidText() {
    const {chance, forced} = says();
    const certain = years.filter((_, at) => forced[at]);
    const open = chance.filter((_, at) => !forced[at]);
    const texts = [];
    if (certain.length) texts.push(word('event_forced', {years: certain.join(', ')}));
    if (open.length) {
      const [low, high] = [percent(Math.min(...open)), percent(Math.max(...open))];
      texts.push(word('event_chance', {chance: low === high ? low : `${low.replace(/\s%$/, '')}–${high}`}));
    }
    return texts.join(' ');
  }

  function paint(forced, focused) {
    const value = valueOf();
    const kind = value === undefined ? 'scenario' : value === 'never' ? 'never' : 'years';
    for (const {name, radio} of radios) radio.checked = name === kind;
    row.classList.toggle('set', kind !== 'scenario');
    yearRows.hidden = kind !== 'years';
    each.forEach(one => one.paint(forced, focused));
    if (kind === 'scenario') setText(mark, saidText());
    else if (kind === 'never') setText(mark, word('event_is_never'));
    else if (!Object.keys(value).length) setText(mark, word('event_no_year'));
    else setText(mark, word('event_is_years', {size: number(event.size, 0, 2)}));
  }
  return {row, paint};
}

export function buildEvents(app) {
  const rows = app.model.events.map(event => eventRow(event, app));
  byId('events').replaceChildren(make('section', {class: 'group'}, make('h3', {}, word('events')),
    ...rows.map(one => one.row)));
  byId('events').hidden = rows.length === 0;
  return forced => {
    const focused = document.activeElement;
    rows.forEach(one => one.paint(forced, focused));
  };
}

// Settings in a line: "Baseline; Trend growth of services 9.2 %/year; Epidemic: never".
export function summaryOf(model, settings) {
  const texts = [labelOf(model.scenarios.find(one => one.name === settings.scenario)?.label)];
  for (const lever of model.levers) {
    const value = settings.levers[lever.name];
    if (value === undefined) continue;
    const values = typeof value === 'number' ? [value] : Object.values(value);
    texts.push(`${labelOf(lever.label)} ${valuesText(values, lever)}`);
  }
  for (const event of model.events) {
    const value = settings.events[event.name];
    if (value === 'never') texts.push(word('summary_never', {label: labelOf(event.label)}));
    else if (value && Object.keys(value).length) {
      const years = Object.entries(value).map(([year, size]) => `${year} (${number(size, 0, 3)})`);
      texts.push(`${labelOf(event.label)} ${years.join(', ')}`);
    }
  }
  return texts.join('; ');
}
