// The what-if page of `prospect serve`: a planner moves assumptions and sees every probability move.
import {byId, download, hasLanguage, labelOf, make, putWords, setText, speak, spoken, word} from './what_if_text.js';
import {copied, createSteps, fromLink, sent, toLink, untouched} from './what_if_settings.js';
import {createAsker, createLine} from './what_if_live.js';
import {buildLevers} from './what_if_levers.js';
import {buildEvents, buildScenarios, summaryOf} from './what_if_events.js';
import {buildAnswers, paintProgress} from './what_if_answers.js';
import {createFans} from './what_if_fans.js';
import {notice, settleProblem, showProblem, tell} from './what_if_notices.js';
import {buildDialogs, buildWorlds, nextNumber, stemOf} from './what_if_dialogs.js';

const root = document.documentElement;
const kept = 'prospect-language';   // the report's page remembers it by the same name
const latencies = [];               // ms from moving a control to the first quick answer on the screen
window.prospectWhatIf = {latencies, answer: () => shown};

// The store of a browser may be closed.
const remembered = () => { try { return localStorage.getItem(kept); } catch { return null; } };
const remember = name => { try { localStorage.setItem(kept, name); } catch { /* shown all the same */ } };

const linkOf = () => new URLSearchParams(location.hash.slice(1));

function firstLanguage() {
  const prefersVietnamese = navigator.languages?.some(name => name.toLowerCase().startsWith('vi'));
  return [linkOf().get('lang'), remembered(), prefersVietnamese ? 'vi' : null, root.lang].find(name =>
    name && hasLanguage(name)) ?? 'en';
}

// What all parts of the page share.
const app = {
  model: null,
  settings: null,
  pinned: null,
  worlds: 0,
  language: spoken,
  scenario: () => app.model.scenarios.find(one => one.name === app.settings.scenario),
  sent: () => sent(app.settings),
  send: message => line.send(message),
  // A change that is still going on (`event`: the movement that is to be answered), then keep() when it rests.
  change(mutate, event) {
    mutate(app.settings);
    paintControls(false);
    ask(event?.timeStamp);
  },
  keep(key) {
    steps.keep(app.settings, key);
    paintControls(false);
    writeLink();
  },
  summary: settings => summaryOf(app.model, settings),
};

let steps = null, parts = null, paintControls = () => {};
let shown = null;            // the answer on the page
const showFans = createFans();

const asker = createAsker({
  quick: () => Math.min(app.model?.quick ?? 0, app.worlds),
  ask: number => app.model !== null && line.send({ask: number, language: spoken(), worlds: app.worlds,
    ...sent(app.settings), pinned: app.pinned && sent(app.pinned)}),
});

function ask(time) {
  asker.want(time);
  paintState();
}

// Answers

let painting = false, pending = null, chartFrame = 0;

// At most one repaint a frame; numbers at once, charts when those are on the screen.
function paint(answer) {
  if (painting) {
    pending = answer;
    return;
  }
  painting = true;
  shown = answer;
  parts.paintAnswer(answer);
  paintState();
  root.dataset.painted = answer.ask;
  const since = asker.shown(answer);
  requestAnimationFrame(() => {
    painting = false;
    for (const start of since) measure(start, performance.now());
    if (pending) {
      const next = pending;
      pending = null;
      paint(next);
    }
  });
  // The first few worlds are for the numbers; charts would only hold up what comes next.
  if (!chartFrame && (answer.final || answer.worlds >= app.model.quick)) {
    chartFrame = requestAnimationFrame(() => requestAnimationFrame(() => {
      chartFrame = 0;
      showFans(shown.fans);
    }));
  }
}

function measure(start, end) {
  latencies.push(end - start);
  performance.measure('prospect what-if', {start, end});
  // A long session must not fill the memory with its measures.
  if (latencies.length > 5000) {
    latencies.splice(0, 2500);
    performance.clearMeasures('prospect what-if');
  }
}

function paintState() {
  const answer = shown;
  const isNewest = Boolean(answer) && asker.idle() && answer.ask === asker.newest();
  root.dataset.state = isNewest && answer.final ? 'rest' : 'working';
  paintProgress(answer, {wanted: app.worlds, isNewest, isLost: lostSince > 0});
}

function heardAnswer(answer) {
  asker.answered(answer);
  if (answer.language !== spoken()) return;
  // Answers to newer asks only, or more worlds of the same.
  const last = pending ?? shown;
  if (last && (answer.ask < last.ask || (answer.ask === last.ask && answer.worlds < last.worlds))) return;
  settleProblem(answer.ask);
  paint(answer);
}

// Server

let lostSince = 0;
const line = createLine({
  changed(state, attempts) {
    root.dataset.line = state;
    const place = byId('connection');
    if (state === 'open') {
      lostSince = 0;
      place.replaceChildren();
      return;
    }
    asker.lost();
    parts?.dialogs.lost();
    lostSince = attempts;
    paintConnection();
    if (app.model) paintState();
  },
  heard(message) {
    if (message.kind === 'model') begin(message);
    else if (!app.model) return;
    else if (message.kind === 'answer') heardAnswer(message);
    else if (message.kind === 'written') {
      download(new Blob([message.text], {type: 'application/toml'}), message.name);
      tell(word('file_written', {name: message.name}));
    } else if (message.seek !== undefined || message.save !== undefined) parts.dialogs.heard(message);
    else if (message.kind === 'problem') {
      asker.failed(message.ask);
      if (message.ask === undefined || message.ask >= (shown?.ask ?? 0)) showProblem(message);
    }
  },
});

function paintConnection() {
  if (!lostSince) return;
  const words = !app.model ? 'connecting' : lostSince > 4 ? 'lost_long' : 'lost';
  byId('connection').replaceChildren(make('p', {}, word(words)));
}

// The server's model: the first, or after the line broke. What was set stays, as far as the model still has it.
function begin(model) {
  const changed = JSON.stringify(app.model) !== JSON.stringify(model);
  const old = app.model ? new URLSearchParams(linkText()) : linkOf();
  app.model = model;
  if (changed) {
    app.worlds ||= model.worlds;
    restore(old);
    build();
  }
  ask();
}

// Settings

function linkText() {
  const {years, worlds} = app.model;
  const parts = [toLink(app.settings, years)];
  if (app.worlds !== worlds) parts.push(`worlds=${app.worlds}`);
  if (app.pinned) parts.push(toLink(app.pinned, years, 'pin.'));
  return [...parts, `lang=${spoken()}`].join('&');
}

// Browsers count writes to the address, so it is written when things rest.
let linkTimer = 0;
function writeLink() {
  clearTimeout(linkTimer);
  linkTimer = setTimeout(() => {
    try { history.replaceState(null, '', `#${linkText()}`); } catch { /* the address stays as it was */ }
  }, 150);
}

function restore(link) {
  const unknown = [];
  app.settings = fromLink(link, app.model, unknown) ?? untouched(app.model.scenarios[0].name);
  app.pinned = fromLink(link, app.model, unknown, 'pin.');
  const worlds = Number(link.get('worlds'));
  if (worlds >= app.model.quick && worlds <= app.model.most) app.worlds = worlds;
  steps = createSteps(app.settings);
  if (unknown.length) tell(word('link_unknown', {names: unknown.join(', ')}), '');
}

// From outside the controls: undo, another scenario, a link.
function put(settings) {
  app.settings = settings;
  paintControls(true);
  paintPinned();
  writeLink();
  ask();
}

function pin(settings) {
  app.pinned = settings && copied(settings);
  paintPinned();
  writeLink();
  ask();
}

function paintPinned() {
  byId('compared').hidden = !app.pinned;
  byId('summary').classList.toggle('compared', app.pinned !== null);
  if (app.pinned) byId('pinned').replaceChildren(`${word('pinned_case')} `, make('b', {}, app.summary(app.pinned)));
}

// Everything whose words or rows depend on the model or the language.
function build() {
  putWords();
  const {model} = app;
  const title = labelOf(model.title);
  document.title = word('page_title', {title});
  setText(byId('title'), title);
  setText(byId('subtitle'), word('subtitle', {region: labelOf(model.region), seed: model.seed, year: model.base_year,
    version: model.version}));
  byId('save').hidden = model.folder === null;
  buildWorlds(app);
  const paints = [buildScenarios(app), buildLevers(app), buildEvents(app), () => {
    byId('undo').disabled = !steps.canUndo();
    byId('redo').disabled = !steps.canRedo();
  }];
  paintControls = forced => paints.forEach(one => one(forced));
  parts = {paintAnswer: buildAnswers(app), dialogs: buildDialogs(app)};
  paintControls(true);
  paintPinned();
  paintConnection();
  if (shown) parts.paintAnswer(shown);
  paintState();
}

function switchTo(name) {
  if (name === spoken()) return;
  speak(name);
  remember(name);
  showProblem(null);
  notice('told', '');
  if (!app.model) {
    putWords();
    return;
  }
  build();
  writeLink();
  ask();
}

// What buttons do

const undo = () => { steps?.keep(app.settings); const settings = steps?.undo(); if (settings) put(settings); };
const redo = () => { const settings = steps?.redo(); if (settings) put(settings); };

const actions = {
  undo, redo,
  reset() {
    put(untouched(app.settings.scenario));
    app.keep();
  },
  pin: () => pin(app.settings),
  unpin: () => pin(null),
  seek: () => parts.dialogs.openSeek(),
  save: () => parts.dialogs.openSave(),
  download() {
    const label = app.summary(app.settings);
    const name = stemOf(`${app.settings.scenario} what if`);
    if (!app.send({write: nextNumber(), name, label, ...app.sent()})) tell(word('lost'));
  },
  async share() {
    const link = `${location.href.split('#')[0]}#${linkText()}`;
    try {
      await navigator.clipboard.writeText(link);
      tell(word('link_copied'));
    } catch {
      const field = make('input', {type: 'text', readonly: true, value: link, 'aria-label': word('link_here')});
      tell(word('link_here'), ' ', field);
      field.select();
    }
  },
};
for (const [id, act] of Object.entries(actions)) byId(id).addEventListener('click', () => { if (app.model) act(); });

byId('scenario').addEventListener('change', event => {
  const settings = copied(app.settings);
  settings.scenario = event.target.value;
  put(settings);
  app.keep();
});
byId('worlds').addEventListener('change', event => {
  app.worlds = Number(event.target.value);
  writeLink();
  ask();
});
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => switchTo(button.dataset.language));
}

// Everywhere but in a dialog's fields, whose own undo is meant there.
document.addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.('dialog')) return;
  const key = event.key.toLowerCase();
  const act = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : null;
  if (!act) return;
  event.preventDefault();
  act();
});

// The address belongs to the settings, so the skip link must not write its own there.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  byId('answers').focus();
  byId('answers').scrollIntoView();
});

addEventListener('hashchange', () => {
  const link = linkOf();
  if (!app.model || !link.has('scenario')) return;
  if (hasLanguage(link.get('lang'))) speak(link.get('lang'));
  restore(link);
  build();
  ask();
});

root.classList.add('script');
speak(firstLanguage());
putWords();
