// "What would it take?" and "Save as scenario".
import {byId, labelOf, make, number, parsed, setText, word} from './what_if_text.js';

let numbers = 0;   // of seeks, saves and writes
export const nextNumber = () => ++numbers;

function dialog(name, title, ...children) {
  const close = make('button', {type: 'button', class: 'close'}, word('close'));
  const element = make('dialog', {id: `${name}-dialog`, 'aria-labelledby': `${name}-title`},
    make('div', {class: 'dialog-head'}, make('h2', {id: `${name}-title`}, title), close), ...children);
  close.addEventListener('click', () => element.close());
  return element;
}

function showProblem(place, {message, hint}) {
  place.replaceChildren(make('strong', {}, message), ...(hint ? [' ', hint] : []));
}

// Boxes to tick under a legend.
function choices(legend, items, checked, head) {
  const boxes = items.map(({value, text}) => {
    const box = make('input', {type: 'checkbox', value});
    box.checked = checked.includes(value);
    return {box, label: make('label', {}, box, ` ${text}`)};
  });
  return {element: make('fieldset', {}, make('legend', {}, legend), head, make('div', {class: 'ticks'},
    ...boxes.map(one => one.label))),
  boxes: boxes.map(one => one.box), chosen: () => boxes.filter(one => one.box.checked).map(one => one.box.value)};
}

function createSeek(app) {
  const {model} = app;
  let open = 0, found = null;
  const touched = Object.keys(app.settings.levers);
  const all = make('input', {type: 'radio', name: 'seek-what', value: 'all'});
  const some = make('input', {type: 'radio', name: 'seek-what', value: 'some', checked: true});
  const targets = choices(word('seek_targets'),
    model.targets.map(one => ({value: one.code, text: labelOf(one.name)})), model.heart.slice(0, 1),
    make('div', {class: 'choices'}, make('label', {}, some, ' ', word('seek_some')),
      make('label', {}, all, ' ', word('seek_all'))));
  const levers = choices(word('seek_levers'), model.levers.map(one => ({value: one.name, text: labelOf(one.label)})),
    touched.length ? touched : model.levers.slice(0, 1).map(one => one.name));
  const probability = make('input', {id: 'seek-probability', type: 'text', inputmode: 'decimal', value: '80'});
  const start = make('button', {type: 'submit', id: 'seek-start', class: 'strong'}, word('seek_start'));
  const stop = make('button', {type: 'button', id: 'seek-stop', hidden: true}, word('seek_stop'));
  const state = make('span', {role: 'status'});
  const problem = make('p', {class: 'problem', role: 'alert'});
  const answer = make('div', {id: 'seek-answer', role: 'status'});
  const form = make('form', {}, make('p', {class: 'quiet'}, word('seek_about')), targets.element,
    make('p', {}, make('label', {for: 'seek-probability'}, word('seek_probability')), ' ', probability), levers.element,
    problem, make('p', {class: 'dialog-foot'}, start, ' ', stop, ' ', state), answer);
  const element = dialog('seek', word('seek'), form);

  const tickable = () => targets.boxes.forEach(box => { box.disabled = all.checked; });
  all.addEventListener('change', tickable);
  some.addEventListener('change', tickable);

  function rest() {
    open = 0;
    start.disabled = false;
    stop.hidden = true;
    setText(state, '');
  }
  function halt() {
    if (open) app.send({stop_seek: open});
    rest();
  }
  form.addEventListener('submit', event => {
    event.preventDefault();
    const what = all.checked ? ['all'] : targets.chosen();
    const lever = levers.chosen();
    const wanted = parsed(probability.value);
    answer.replaceChildren();
    problem.replaceChildren();
    if (!what.length || !lever.length) return setText(problem, word('seek_none'));
    if (!(wanted >= 1 && wanted <= 99)) return setText(problem, word('seek_probability_bad'));
    open = nextNumber();
    if (!app.send({seek: open, language: app.language(), lever, targets: what, probability: wanted, ...app.sent()})) {
      rest();
      return setText(problem, word('lost'));
    }
    start.disabled = true;
    stop.hidden = false;
    setText(state, word('seek_working'));
  });
  stop.addEventListener('click', halt);
  element.addEventListener('close', halt);

  let asked = '';   // the settings an answer belongs to
  return {element, open() {
    const now = JSON.stringify(app.sent());
    if (now !== asked) answer.replaceChildren();
    asked = now;
    element.showModal();
  }, lost: () => {
    if (!open) return;
    rest();
    setText(problem, word('lost'));
  }, heard(message) {
    if (message.seek !== open) return;
    rest();
    if (message.kind === 'problem') return showProblem(problem, message);
    found = Object.entries(message.levers ?? {});
    const set = make('button', {type: 'button', id: 'seek-set', class: 'strong'}, word('seek_set'));
    set.addEventListener('click', by => {
      app.change(settings => Object.assign(settings.levers, Object.fromEntries(found)), by);
      app.keep();
      element.close();
    });
    answer.dataset.outcome = message.outcome;
    answer.replaceChildren(...message.sentences.map(sentence => make('p', {}, sentence)),
      ...(message.outcome === 'found' && found.length ? [set] : []));
    answer.scrollIntoView({block: 'nearest'});
  }};
}

// A file name from a scenario's name: small Latin letters, digits, _.
export function stemOf(text) {
  const plain = text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40) || 'what_if';
}

function createSave(app) {
  let open = 0, named = false;
  const label = make('input', {id: 'save-label', type: 'text', required: true, maxlength: 120, autocomplete: 'off'});
  const name = make('input', {id: 'save-name', type: 'text', required: true, pattern: '[a-z0-9_]+', maxlength: 60,
    autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'save-name-hint'});
  const problem = make('p', {class: 'problem', role: 'alert'});
  const done = make('div', {id: 'saved', role: 'status'});
  const start = make('button', {type: 'submit', id: 'save-start', class: 'strong'}, word('save_do'));
  const form = make('form', {}, make('p', {class: 'quiet'}, word('save_about', {folder: app.model.folder ?? ''})),
    make('p', {}, make('label', {for: 'save-label'}, word('save_label')), label),
    make('p', {}, make('label', {for: 'save-name'}, word('save_name')), name,
      make('span', {id: 'save-name-hint', class: 'quiet'}, word('save_name_hint'))),
    problem, make('p', {class: 'dialog-foot'}, start), done);
  const element = dialog('save', word('save'), form);
  label.addEventListener('input', () => { if (!named) name.value = stemOf(label.value); });
  name.addEventListener('input', () => {
    named = true;
    name.setCustomValidity('');
  });
  name.addEventListener('invalid', () => name.setCustomValidity(word('save_name_hint')));
  form.addEventListener('submit', event => {
    event.preventDefault();
    problem.replaceChildren();
    done.replaceChildren();
    open = nextNumber();
    if (!app.send({save: open, name: name.value, label: label.value, ...app.sent()})) setText(problem, word('lost'));
  });
  return {element, begin() {
    problem.replaceChildren();
    done.replaceChildren();
    if (!label.value) {
      label.value = app.summary(app.settings).slice(0, 120);
      name.value = stemOf(labelOf(app.scenario().label) + ' ' + new Date().toISOString().slice(0, 10));
    }
    label.select();
  }, heard(message) {
    if (message.save !== open) return;
    if (message.kind === 'problem') return showProblem(problem, message);
    done.replaceChildren(make('p', {}, word('saved', {file: message.file})), make('pre', {}, message.command));
    done.scrollIntoView({block: 'nearest'});
  }};
}

// Builds both, shut. heard(message) gives them what the server says of seeks and saves.
export function buildDialogs(app) {
  const seek = createSeek(app), save = createSave(app);
  byId('dialogs').replaceChildren(seek.element, save.element);
  return {
    openSeek: () => seek.open(),
    openSave() {
      save.element.showModal();
      save.begin();
    },
    lost: seek.lost,
    heard(message) {
      if (message.seek !== undefined) seek.heard(message);
      else if (message.save !== undefined) save.heard(message);
    },
  };
}

// The worlds that can be asked for, in round steps from a quick answer to the most.
export function buildWorlds(app) {
  const {quick, worlds, most} = app.model;
  const steps = [quick, 50000, 100000, worlds, 500000, most].filter(step => step >= quick && step <= most);
  const select = byId('worlds');
  select.replaceChildren(...[...new Set(steps)].sort((a, b) => a - b).map(step =>
    make('option', {value: step}, number(step))));
  select.value = String(app.worlds);
}
