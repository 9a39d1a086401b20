// What the planner has set: {scenario, levers: {NAME: number or {YEAR: number}}, events: {NAME: 'never' or
// {YEAR: size}}}, only what differs from the scenario. Here: its steps for undo, its form in messages and in links.

export const untouched = scenario => ({scenario, levers: {}, events: {}});
export const copied = settings => JSON.parse(JSON.stringify(settings));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// As messages have it. An event whose years are still to be chosen is not sent.
export function sent(settings) {
  const events = Object.entries(settings.events).filter(([, value]) => value === 'never' || Object.keys(value).length);
  return {scenario: settings.scenario, levers: settings.levers, events: Object.fromEntries(events)};
}

export const countChanged = settings =>
  Object.keys(settings.levers).length + Object.keys(sent(settings).events).length;

// Steps to go back to. A gesture (a drag, a few presses of an arrow key on one control) is one step.
export function createSteps(first) {
  let past = [], future = [], now = copied(first), lastKey = '', lastTime = 0;
  return {
    keep(settings, key = '', time = Date.now()) {
      if (same(settings, now)) return;
      const goesOn = key && key === lastKey && time - lastTime < 800 && past.length;
      if (!goesOn) past.push(now);
      if (past.length > 200) past.shift();
      now = copied(settings);
      future = [];
      lastKey = key;
      lastTime = time;
    },
    undo() {
      if (!past.length) return null;
      future.push(now);
      now = past.pop();
      lastKey = '';
      return copied(now);
    },
    redo() {
      if (!future.length) return null;
      past.push(now);
      now = future.pop();
      lastKey = '';
      return copied(now);
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}

// Links: scenario=baseline&lever.growth_services=9.2&lever.growth_exports=5,5,6,6,7&event.drought=2022:1.2,2023:0.8
// &event.epidemic=never, and the same with "pin." in front for the pinned case.

export function toLink(settings, years, before = '') {
  const {scenario, levers, events} = sent(settings);
  const parts = [`${before}scenario=${encodeURIComponent(scenario)}`];
  for (const [name, value] of Object.entries(levers)) {
    const text = typeof value === 'number' ? value : years.map(year => value[year]).join(',');
    parts.push(`${before}lever.${encodeURIComponent(name)}=${text}`);
  }
  for (const [name, value] of Object.entries(events)) {
    const text = value === 'never' ? value : Object.entries(value).map(pair => pair.join(':')).join(',');
    parts.push(`${before}event.${encodeURIComponent(name)}=${text}`);
  }
  return parts.join('&');
}

function leverFrom(text, lever, years) {
  const values = text.split(',').map(Number);
  const good = values.every(value => Number.isFinite(value) && value >= lever.low && value <= lever.high);
  if (!text || !good || ![1, years.length].includes(values.length)) return null;
  return values.length === 1 ? values[0] : Object.fromEntries(years.map((year, at) => [year, values[at]]));
}

function eventFrom(text, years) {
  if (text === 'never') return text;
  const pairs = text.split(',').map(pair => pair.split(':').map(Number));
  const good = pairs.every(([year, size]) => years.includes(year) && size > 0 && Number.isFinite(size));
  return good ? Object.fromEntries(pairs) : null;
}

// Settings of a link, or null when it has none; names that mean nothing to the model are added to `unknown`.
export function fromLink(link, model, unknown, before = '') {
  const scenario = link.get(`${before}scenario`);
  if (scenario === null) return null;
  const known = model.scenarios.some(one => one.name === scenario);
  if (!known) unknown.push(scenario);
  const settings = untouched(known ? scenario : model.scenarios[0].name);
  for (const [key, text] of link) {
    if (!key.startsWith(before)) continue;
    const [kind, name] = key.slice(before.length).split('.');
    if (name === undefined || !['lever', 'event'].includes(kind)) continue;
    const found = model[`${kind}s`].find(one => one.name === name);
    const value = found && (kind === 'lever' ? leverFrom(text, found, model.years) : eventFrom(text, model.years));
    if (value == null) unknown.push(`${name}=${text}`);
    else settings[`${kind}s`][name] = value;
  }
  return settings;
}
