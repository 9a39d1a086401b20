// What the worlds say: the headline, the groups, the list of targets, how many worlds there are.
import {byId, labelOf, make, number, setAttribute, setStyle, setText, word} from './what_if_text.js';

const signs = {good: '●', doubtful: '▲', bad: '■'};
const arrows = {good: '↑', bad: '↓', plain: '≈'};
const directions = {good: 'better', bad: 'worse', plain: 'same'};

// A bar from 0 to 100 % with the sampling band about its end and the pinned case as a mark.
function bar() {
  const element = make('div', {class: 'bar', role: 'img'}, make('i', {class: 'fill'}), make('i', {class: 'band'}),
    make('i', {class: 'was', hidden: true}));
  const was = element.lastChild;
  return {element, paint(one) {
    const percent = share => `${(100 * share).toFixed(3)}%`;
    setAttribute(element, 'data-tone', one.tone);
    setStyle(element, '--p', percent(one.p));
    setStyle(element, '--low', percent(one.low));
    setStyle(element, '--high', percent(one.high));
    const pinned = one.difference?.pinned;
    was.hidden = pinned === undefined;
    if (pinned !== undefined) setStyle(element, '--was', percent(pinned));
    setAttribute(element, 'aria-label', word('bar_of', {text: one.text, range: one.range}));
  }};
}

function paintWord(element, one) {
  setAttribute(element, 'class', `signal ${one.tone}`);
  setText(element, `${signs[one.tone] ?? ''} ${one.word}`);
}

// "▲ +7.4 (7.3 to 7.5)": the sign says which way is good, for those who do not see the colour.
const differenceMark = () => make('span', {class: 'difference', hidden: true}, make('span'),
  make('span', {class: 'of'}));

function paintDifference(element, difference) {
  element.hidden = !difference;
  if (!difference) return;
  setAttribute(element, 'class', `difference ${difference.tone}`);
  setAttribute(element, 'title', word(directions[difference.tone] ?? 'same'));
  // On no path is it otherwise: nothing that was moved reaches it.
  if (difference.same) {
    setText(element.firstChild, word('unchanged'));
    setText(element.lastChild, '');
    return;
  }
  setText(element.firstChild, `${arrows[difference.tone] ?? ''} ${difference.value}`);
  setText(element.lastChild, difference.range ? ` (${difference.range})` : '');
}

function headlineCard(target) {
  const parts = {p: make('span', {class: 'big'}), word: make('span'), range: make('span', {class: 'quiet range'}),
    difference: differenceMark(), bar: bar()};
  const element = make('div', {class: 'card', 'data-heart': target.code},
    make('h3', {}, labelOf(target.name)),
    make('p', {class: 'quiet wanted'}, word('wanted', {wanted: labelOf(target.wanted)})),
    make('p', {class: 'numbers-line'}, parts.p, ' ', parts.range), parts.bar.element,
    make('p', {class: 'words-line'}, parts.word, ' ', parts.difference));
  return {code: target.code, element, paint(one) {
    setText(parts.p, one.text);
    setText(parts.range, one.range);
    paintWord(parts.word, one);
    paintDifference(parts.difference, one.difference);
    parts.bar.paint(one);
  }};
}

function targetRow(target) {
  const cells = {p: make('span', {'data-probability': true}), range: make('span', {class: 'quiet range'}),
    word: make('span'), figure: make('span'), spread: make('span', {class: 'quiet'}),
    difference: differenceMark(), bar: bar()};
  const element = make('tr', {'data-target': target.code, role: 'row'},
    make('th', {scope: 'row', role: 'rowheader'}, labelOf(target.name),
      make('span', {class: 'quiet wanted'}, word('wanted', {wanted: labelOf(target.wanted)}))),
    make('td', {class: 'probability', role: 'cell'}, cells.bar.element, cells.p, ' ', cells.range),
    make('td', {class: 'word', role: 'cell'}, cells.word),
    make('td', {class: 'figures', role: 'cell', 'data-head': word('column_figure')}, cells.figure, ' ', cells.spread),
    make('td', {class: 'versus', role: 'cell'}, cells.difference));
  return {code: target.code, element, paint(one) {
    setText(cells.p, one.text);
    setText(cells.range, one.range);
    paintWord(cells.word, one);
    setText(cells.figure, one.figure);
    setText(cells.spread, one.spread);
    paintDifference(cells.difference, one.difference);
    cells.bar.paint(one);
  }};
}

function targetTable(model) {
  const named = new Set(model.themes.map(theme => theme.name));
  const themes = [...model.themes, {name: null, label: {en: word('group_other')}}];
  const rows = [], bodies = [];
  for (const theme of themes) {
    const members = model.targets.filter(target => theme.name === null ? !named.has(target.theme)
      : target.theme === theme.name).map(targetRow);
    if (!members.length) continue;
    rows.push(...members);
    bodies.push(make('tbody', {role: 'rowgroup'},
      make('tr', {class: 'heading', role: 'row'},
        make('th', {scope: 'rowgroup', colspan: 5, role: 'rowheader'}, labelOf(theme.label))),
      ...members.map(row => row.element)));
  }
  const heads = ['target', 'probability', 'word', 'figure', 'difference'].map(name =>
    make('th', {scope: 'col', role: 'columnheader', class: `head-${name}`}, word(`column_${name}`)));
  byId('targets').replaceChildren(make('table', {role: 'table'},
    make('caption', {class: 'unseen'}, word('targets_caption')),
    make('thead', {role: 'rowgroup'}, make('tr', {role: 'row'}, ...heads)), ...bodies));
  return rows;
}

// The groups and the expected number; made anew when there are others.
function groupList(model) {
  const themes = new Set(model.themes.map(theme => theme.name));
  let names = '', items = [], expected = null;
  const host = byId('groups');
  const build = groups => {
    items = groups.map(group => {
      const parts = {label: make('span', {class: 'label'}), p: make('b'), range: make('span', {class: 'quiet range'}),
        word: make('span'), difference: differenceMark()};
      return {parts, element: make('p', {class: 'group-line', 'data-group': group.name}, parts.label, ' ', parts.p, ' ',
        parts.range, ' ', parts.word, ' ', parts.difference)};
    });
    const parts = {p: make('b'), difference: differenceMark()};
    expected = {parts, element: make('p', {class: 'group-line', 'data-expected': true},
      make('span', {class: 'label'}, word('expected')), ' ', parts.p, ' ', parts.difference)};
    host.replaceChildren(...items.map(item => item.element), expected.element);
  };
  return answer => {
    const now = answer.groups.map(group => group.name).join();
    if (!expected || names !== now) build(answer.groups);
    names = now;
    answer.groups.forEach((group, at) => {
      const {parts} = items[at];
      setText(parts.label, themes.has(group.name) ? word('group_of_theme', {label: group.label}) : group.label);
      setText(parts.p, group.text);
      setText(parts.range, group.range);
      paintWord(parts.word, group);
      paintDifference(parts.difference, group.difference);
    });
    setText(expected.parts.p, answer.expected.text);
    paintDifference(expected.parts.difference, answer.expected.difference);
  };
}

// Builds all of it; the function it returns paints an answer.
export function buildAnswers(app) {
  const {model} = app;
  const targetOf = code => model.targets.find(target => target.code === code);
  const cards = model.heart.filter(targetOf).map(code => headlineCard(targetOf(code)));
  byId('heart').replaceChildren(...cards.map(card => card.element));
  byId('groups').replaceChildren();
  const paintGroups = groupList(model);
  const rows = targetTable(model);
  let told = '';
  return answer => {
    const found = new Map(answer.targets.map(one => [one.code, one]));
    for (const part of [...cards, ...rows]) {
      const one = found.get(part.code);
      if (one) part.paint(one);
    }
    paintGroups(answer);
    byId('targets').classList.toggle('with-differences', answer.targets.some(one => one.difference));
    const note = byId('answer-note');
    note.hidden = !answer.note;
    setText(note, answer.note ?? '');
    if (told !== answer.sentences.join('\n')) {
      told = answer.sentences.join('\n');
      byId('sentences').replaceChildren(...answer.sentences.map(sentence => make('li', {}, sentence)));
    }
    if (answer.final) tellVerdict(answer);
  };
}

// Read out only at rest; what changes ten times a second would drown everything else.
function tellVerdict(answer) {
  const all = answer.groups.find(group => group.name === 'all') ?? answer.groups[0];
  if (!all) return;
  setText(byId('verdict'), word('verdict', {all: all.label, text: all.text, word: all.word,
    expected_words: word('expected'), expected: answer.expected.text}));
}

export function paintProgress(answer, {wanted, isNewest, isLost}) {
  const done = answer?.worlds ?? 0;
  const complete = isNewest && answer.final;
  const key = !answer ? 'so_far_none' : complete ? 'so_far_all' : isLost ? 'so_far_stale' : 'so_far';
  setText(byId('worlds-so-far'), word(key, {done: number(done), all: number(wanted)}));
  const progress = byId('worlds-bar');
  progress.max = wanted;
  progress.value = complete ? wanted : isLost ? 0 : Math.min(done, wanted);
}
