// What the test asks inside the page; each function runs there on its own and returns plain values.
'use strict';

module.exports = {
  state() {
    const shown = [...document.querySelectorAll('.document')].filter(element => element.offsetParent !== null ||
      element.getClientRects().length);
    return {
      lang: document.documentElement.lang,
      shown: shown.map(element => element.lang),
      pressed: shown.flatMap(element => [...element.querySelectorAll('.switch [aria-pressed="true"]')]
        .map(button => button.dataset.language)),
      title: document.title,
    };
  },

  async readThrough() {
    const pause = ms => new Promise(done => { setTimeout(done, ms); });
    const undrawn = () => [...document.querySelectorAll('.document:not([hidden]) .drawing')]
      .some(place => !place.querySelector('svg .mark-group') && !place.classList.contains('broken'));
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight * 0.8) {
      scrollTo({top, behavior: 'instant'});
      await pause(40);
    }
    for (let k = 0; k < 1200 && undrawn(); ++k) await pause(50);
    scrollTo({top: 0, behavior: 'instant'});
  },

  // Each chart with the marks that its data call for.
  charts() {
    return [...document.querySelectorAll('.document:not([hidden]) figure.chart')].map(figure => {
      const place = figure.querySelector('.drawing');
      const data = JSON.parse(figure.querySelector('script').textContent).data;
      const svg = place.querySelector('svg');
      const marks = svg ? [...svg.querySelectorAll('[class*="role-mark"] :is(path, line, rect, text)')] : [];
      const main = Object.values(data)[0] ?? [];
      // A fan has three bands, a point for each past year, the target's line; others a mark for each row.
      const least = figure.dataset.kind === 'fan' ? 3 + data.past.length + Math.min(1, data.line.length)
        : Math.max(1, main.length);
      return {
        id: figure.id,
        broken: place.classList.contains('broken'),
        marks: marks.length,
        least,
        undefined: marks.filter(mark => /NaN|undefined|Infinity/.test(mark.outerHTML)).length,
        overhang: svg ? svg.getBoundingClientRect().width - place.clientWidth : 0,
        label: place.getAttribute('role') === 'img' ? place.getAttribute('aria-label') ?? '' : '',
      };
    });
  },

  structure() {
    const root = document.querySelector('.document:not([hidden])');
    const all = selector => [...root.querySelectorAll(selector)];
    const name = element => element.id || element.outerHTML.slice(0, 80);
    const levels = all('h1, h2, h3, h4').filter(h => h.getClientRects().length).map(h => Number(h.tagName[1]));
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);

    const parts = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = colour => {
      const [r, g, b] = parts(colour).slice(0, 3).map(value => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const background = element => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (parts(colour)[3] !== 0) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const contrast = element => {
      const [dark, light] = [getComputedStyle(element).color, background(element)].map(luminance).sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const bears = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return {
      tablesWithoutCaption: all('table').filter(t => !t.caption || !t.caption.textContent.trim()).map(name),
      picturesWithoutLabel: all('[role="img"]').filter(i => !i.getAttribute('aria-label')).map(name),
      namelessControls: all('button, summary, a, [role="region"]').filter(control => {
        const label = document.getElementById(control.getAttribute('aria-labelledby'));
        return !(control.getAttribute('aria-label') || label?.textContent || control.textContent).trim();
      }).map(name),
      headingJumps: levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1),
      cellsWithoutHead: all('th').filter(th => !th.scope).map(name),
      repeatedIds: ids.filter((id, at) => ids.indexOf(id) !== at),
      headings1: levels.filter(level => level === 1).length,
      mains: all('main').length,
      pale: all('*').filter(element => !element.closest('svg, script') && bears(element) &&
        element.getClientRects().length && contrast(element) < 4.5).map(name),
    };
  },

  overflow() {
    const inner = document.documentElement.clientWidth;
    const culprits = [...document.querySelectorAll('.document:not([hidden]) *')].filter(element =>
      element.getBoundingClientRect().right > inner + 1 && !element.closest('.scroll, nav, svg, .skip'))
      .slice(0, 3).map(element => element.outerHTML.slice(0, 60)).join(' ');
    return {wide: document.documentElement.scrollWidth, inner, culprits};
  },

  // What is to be read, piece by piece: two words or more, code and names of files aside.
  texts() {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('.document:not([hidden])'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent.closest('code, script, style, .switch, [translate="no"]') || !parent.getClientRects().length) continue;
      const text = walker.currentNode.data.trim();
      if (/\p{L}{2,}\s+\p{L}{2,}/u.test(text)) found.push(text);
    }
    return [...new Set(found)];
  },

  // What Tab is to meet, in the order of the page. Runs while the skip link has the focus.
  stops() {
    const root = document.querySelector('.document:not([hidden])');
    const what = window.prospectTestStop = element => {
      const figure = element.closest('figure');
      if (element.matches('.skip')) return 'skip';
      if (element.closest('.switch')) return `switch ${element.lang}`;
      if (element.closest('nav')) return `contents ${element.getAttribute('href') ?? ''}`;
      if (element.closest('.menu')) return `menu ${figure.id}`;
      if (element.closest('.numbers') && element.tagName === 'SUMMARY') return `numbers ${figure.id}`;
      return `table ${element.querySelector('table')?.id ?? element.outerHTML.slice(0, 60)}`;
    };
    const scrolls = box => box.scrollWidth > box.clientWidth + 1;
    return [...root.querySelectorAll('.skip, .switch button, nav a, .menu summary, .numbers summary, .scroll')]
      .filter(element => !element.matches('.scroll') || (!element.closest('.numbers') && scrolls(element))).map(what);
  },

  focused() {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    return {what: window.prospectTestStop(at), outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
  },

  parseSvg(text) {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {root: read.querySelector('parsererror') ? 'error' : read.documentElement.tagName,
      paths: read.querySelectorAll('path').length};
  },

  // What is for screens alone and yet printed, and what may break across pages.
  onPaper() {
    const seen = selector => [...document.querySelectorAll(`.document:not([hidden]) ${selector}`)]
      .filter(element => element.getClientRects().length);
    const name = element => element.id || element.className || element.tagName;
    return {
      shown: ['.switch', '.menu', 'nav', '.skip', '.numbers table'].filter(selector => seen(selector).length),
      torn: [...seen('.chart'), ...seen('tr')].filter(e => getComputedStyle(e).breakInside !== 'avoid').map(name),
    };
  },
};
