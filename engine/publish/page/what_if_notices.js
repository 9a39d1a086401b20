// What the page tells beside the numbers: problems, and what was done. The connection has its own place.
import {byId, make, word} from './what_if_text.js';

let problemOf = null, toldTimer = 0;

export function notice(id, words, ...more) {
  const place = byId(id);
  if (!words) return place.replaceChildren();
  const close = make('button', {type: 'button', class: 'small'}, word('close'));
  close.addEventListener('click', () => place.replaceChildren());
  place.replaceChildren(make('p', {}, words, ...more), close);
}

export function showProblem(problem) {
  problemOf = problem?.ask ?? null;
  if (problem) notice('problem', make('strong', {}, problem.message), ' ', problem.hint ?? '');
  else notice('problem', '');
}

// An answer to a newer ask shows that the problem is over.
export function settleProblem(ask) {
  if (problemOf !== null && ask > problemOf) showProblem(null);
}

export function tell(words, ...more) {
  notice('told', words, ...more);
  clearTimeout(toldTimer);
  toldTimer = setTimeout(() => notice('told', ''), more.length ? 60000 : 6000);
}
