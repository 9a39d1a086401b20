// What the page does: shows one language, draws its charts as they come into view, saves them, and prepares for paper.
'use strict';
(() => {
  const root = document.documentElement;
  const documents = new Map([...document.querySelectorAll('.document')].map(element => [element.lang, element]));
  const drawn = new Map();   // figure -> {width, view once drawn, done: a promise}
  // Where a link led. Charts above it take their height as they are drawn, so it is found again until a reader moves on.
  let aim = null;
  const kept = 'prospect-language';

  // The store of a browser may be closed to pages from files.
  const remembered = () => { try { return localStorage.getItem(kept); } catch { return null; } };
  const remember = language => { try { localStorage.setItem(kept, language); } catch { /* shown all the same */ } };
  const setAddress = part => { try { history.replaceState(null, '', `#${part}`); } catch { /* the same */ } };

  const shownDocument = () => documents.get(root.lang);
  const figuresIn = element => [...element.querySelectorAll('figure.chart')];
  const drawingOf = figure => figure.querySelector('.drawing');
  const chartOf = figure => JSON.parse(figure.querySelector('script').textContent);

  // Charts

  // Draws a chart as wide as its place; again only when that has changed.
  async function draw(figure) {
    const place = drawingOf(figure);
    const width = Math.floor(place.clientWidth);
    const before = drawn.get(figure);
    if (width === 0 || before?.width === width) return before?.done;
    const state = {width, view: null};
    drawn.set(figure, state);
    before?.view?.finalize();
    // The place bears the words for those who do not see the chart; the picture inside has a role of its own.
    const picture = document.createElement('div');
    picture.setAttribute('aria-hidden', 'true');
    place.replaceChildren(picture);
    state.done = prospectCharts.show(picture, chartOf(figure), {width}).then(view => {
      state.view = view;
      place.style.minHeight = '0';
      aim?.scrollIntoView();
    }).catch(error => {
      place.classList.add('broken');
      place.textContent = document.body.getAttribute(`data-broken-${root.lang}`);
      console.error(figure.id, error);
    });
    return state.done;
  }

  const near = new Set();
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) near.delete(entry.target);
      else {
        near.add(entry.target);
        draw(entry.target);
      }
    }
  }, {rootMargin: '600px 0px'});

  function drawAll() { return Promise.all(figuresIn(shownDocument()).map(draw)); }

  // Tables

  // Only what scrolls is a stop for the keyboard.
  function markScrolling() {
    for (const box of shownDocument().querySelectorAll('.scroll')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  }

  // Language

  const partOf = address => address.slice(address.indexOf('-') + 1);

  // Which section is being read, and how far it has moved up.
  function reading() {
    const sections = [...shownDocument().querySelectorAll('section, footer')];
    const past = sections.filter(section => section.getBoundingClientRect().top <= 40);
    if (!past.length) return null;
    const section = past[past.length - 1];
    return {part: partOf(section.id), top: section.getBoundingClientRect().top};
  }

  function show(language) {
    root.lang = language;
    for (const [name, element] of documents) element.hidden = name !== language;
    document.title = documents.get(language).dataset.title;
    for (const style of document.querySelectorAll('style[data-foot]')) {
      style.media = style.dataset.foot === language ? 'print' : 'not all';
    }
    markScrolling();
  }

  function switchTo(language) {
    if (language === root.lang) return;
    const place = reading();
    show(language);
    remember(language);
    setAddress(place ? `${language}-${place.part}` : language);
    shownDocument().querySelector(`[data-language="${language}"]`).focus({preventScroll: true});
    const counterpart = place && document.getElementById(`${language}-${place.part}`);
    if (counterpart) scrollTo({top: scrollY + counterpart.getBoundingClientRect().top - place.top, behavior: 'instant'});
  }

  // "#vi" and "#vi-targets" say the language, then what was chosen before, then the page itself.
  function languageOfAddress() {
    const name = location.hash.slice(1).split('-')[0];
    return documents.has(name) ? name : null;
  }

  function aimAtAddress() {
    const named = document.getElementById(location.hash.slice(1));
    aim = named;
    aim?.scrollIntoView();
  }
  for (const move of ['wheel', 'touchstart', 'pointerdown', 'keydown']) {
    addEventListener(move, () => { aim = null; }, {passive: true, capture: true});
  }

  // Saving

  function save(content, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const actions = {
    async svg(figure, view) {
      save(new Blob([await view.toSVG()], {type: 'image/svg+xml'}), `${figure.dataset.name}.svg`);
    },
    async png(figure, view) {
      const canvas = await view.toCanvas(2);
      canvas.toBlob(content => save(content, `${figure.dataset.name}.png`), 'image/png');
    },
    table(figure) {
      const numbers = figure.querySelector('.numbers');
      numbers.open = true;
      markScrolling();
      numbers.querySelector('summary').focus();
    },
  };

  async function act(button) {
    const figure = button.closest('figure');
    await draw(figure);
    const view = drawn.get(figure)?.view;
    if (view) await actions[button.dataset.action](figure, view);
    else if (button.dataset.action === 'table') actions.table(figure);
  }

  function closeMenus(except) {
    for (const menu of document.querySelectorAll('.menu[open]')) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener('click', event => {
    const target = event.target;
    closeMenus(target.closest('.menu'));
    const chosen = target.closest('[data-language]');
    if (chosen) switchTo(chosen.dataset.language);
    const button = target.closest('[data-action]');
    if (button) {
      button.closest('.menu').open = false;
      button.closest('.menu').querySelector('summary').focus();
      act(button);
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const open = event.target.closest?.('.menu[open]');
    closeMenus(null);
    open?.querySelector('summary').focus();
  });
  document.addEventListener('toggle', event => {
    if (event.target.matches('.numbers')) markScrolling();
  }, true);

  // Paper and other widths

  function prepareForPaper() {
    root.classList.add('printing');
    aim = null;
    drawAll();
  }
  function backToScreen() {
    root.classList.remove('printing');
    near.forEach(draw);
  }
  addEventListener('beforeprint', prepareForPaper);
  addEventListener('afterprint', backToScreen);

  let waiting = 0;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (root.classList.contains('printing')) return;
      near.forEach(draw);
      markScrolling();
    }, 150);
  });
  addEventListener('hashchange', () => {
    const language = languageOfAddress();
    if (language && language !== root.lang) show(language);
    aimAtAddress();
  });

  // Beginning

  root.classList.add('script');
  for (const numbers of document.querySelectorAll('.numbers')) numbers.open = false;
  const wanted = languageOfAddress() ?? remembered();
  show(documents.has(wanted) ? wanted : root.lang);
  aimAtAddress();

  const onFirstScreen = figuresIn(shownDocument()).filter(figure => {
    const box = figure.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  });
  window.prospectDrawAll = drawAll;
  window.prospectReady = Promise.all(onFirstScreen.map(draw)).then(() => {
    root.dataset.ready = '1';
    root.dataset.readyAfter = String(Math.round(performance.now()));
    // The rest waits until the first screen is there.
    for (const figure of document.querySelectorAll('figure.chart')) watcher.observe(figure);
  });
})();
