// A report's page as its readers meet it: phone, laptop, paper, keyboard, both languages. Usage: tests/browser/run PAGE...
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {execFileSync} = require('node:child_process');
const {pathToFileURL} = require('node:url');
const {chromium} = require('playwright-core');
const {check, same, verdict} = require('./checks.js');
const inPage = require('./in_page.js');

const phone = {width: 360, height: 740}, laptop = {width: 1366, height: 768};
const largest = 3e6;        // bytes, for nine scenarios
const mostLayouts = 100;    // until the first screen stands: what makes a page slow on every machine
const shots = process.env.PROSPECT_SHOTS;

// A page from a file, with an ear for what it says and asks for.
async function open(browser, file, options = {}, address = '') {
  const context = await browser.newContext({viewport: laptop, acceptDownloads: true, ...options});
  const page = await context.newPage();
  page.setDefaultTimeout(120000);  // a busy machine is slow, not wrong
  const url = pathToFileURL(file).href;
  page.on('console', message => check(!['error', 'warning'].includes(message.type()), `console: ${message.text()}`));
  page.on('pageerror', error => check(false, `error in the page: ${error}`));
  page.on('request', request => check(request.url().split('#')[0] === url || /^(blob|data):/.test(request.url()),
    `the page asks for ${request.url()}`));
  await page.goto(url + address);
  if (options.javaScriptEnabled !== false) await page.evaluate(() => window.prospectReady);
  return page;
}

async function keepShot(page, name, fullPage = false) {
  if (shots) await page.screenshot({path: path.join(shots, `${name}.png`), fullPage});
}

// Moves through the whole page, as a reader does, until every chart had its turn.
async function readThrough(page) {
  await page.evaluate(inPage.readThrough);
}

async function checkCharts(page, where) {
  const charts = await page.evaluate(inPage.charts);
  check(charts.length > 0, `${where}: no charts`);
  for (const chart of charts) {
    const name = `${where}: chart ${chart.id}`;
    check(!chart.broken, `${name} could not be drawn`);
    check(chart.marks >= chart.least, `${name} has ${chart.marks} marks, at least ${chart.least} are expected`);
    check(chart.undefined === 0, `${name} has marks without a place`);
    check(chart.overhang <= 1, `${name} is ${chart.overhang} pixels wider than its place`);
    check(chart.label.length > 10, `${name} has no description`);
  }
}

async function checkStructure(page, where) {
  const found = await page.evaluate(inPage.structure);
  same(found.tablesWithoutCaption, [], `${where}: tables without a caption`);
  same(found.picturesWithoutLabel, [], `${where}: pictures without a label`);
  same(found.namelessControls, [], `${where}: controls without a name`);
  same(found.headingJumps, [], `${where}: headings that skip a level`);
  same(found.cellsWithoutHead, [], `${where}: heads without a scope`);
  same(found.repeatedIds, [], `${where}: ids that stand twice`);
  same(found.headings1, 1, `${where}: first headings`);
  same(found.mains, 1, `${where}: main parts`);
  same(found.pale, [], `${where}: text paler than 4.5 to 1`);
}

async function checkWidth(page, where) {
  const {wide, inner, culprits} = await page.evaluate(inPage.overflow);
  check(wide <= inner, `${where}: ${wide} pixels wide in a window of ${inner}: ${culprits}`);
}

async function checkScreen(browser, file, [name, viewport]) {
  const page = await open(browser, file, {viewport});
  const firstLanguage = await page.evaluate(() => document.documentElement.lang);
  const texts = {}, titles = {};
  for (const language of [firstLanguage, firstLanguage === 'vi' ? 'en' : 'vi']) {
    const where = `${path.basename(file)}, ${name}, ${language}`;
    await page.click(`.document:not([hidden]) [data-language="${language}"]`);
    const state = await page.evaluate(inPage.state);
    same(state.lang, language, `${where}: lang`);
    same(state.shown, [language], `${where}: documents shown`);
    same(state.pressed, [language], `${where}: pressed button`);
    titles[language] = state.title;
    await checkWidth(page, where);
    await page.waitForTimeout(300);
    await keepShot(page, `${name}-${language}`);
    await readThrough(page);
    await checkCharts(page, where);
    await checkStructure(page, where);
    await checkWidth(page, `${where}, read through`);
    await keepShot(page, `${name}-${language}-whole`, true);
    texts[language] = await page.evaluate(inPage.texts);
    await page.evaluate(() => scrollTo(0, 0));
  }
  check(titles.vi !== titles.en, 'the title has no translation');
  const both = texts.vi.filter(text => texts.en.includes(text) && !/[ăâđêôơưà-ỹ]/i.test(text));
  // Words of the plan itself are quoted in Vietnamese in both; English among Vietnamese was forgotten.
  check(both.length <= 0.02 * texts.vi.length, `the same in both languages: ${both.slice(0, 8).join(' | ')}`);
  await page.context().close();
}

// The language of the address comes first, then the one chosen before.
async function checkLanguageKept(browser, file) {
  const page = await open(browser, file, {}, '#en');
  same(await page.evaluate(() => document.documentElement.lang), 'en', 'language of the address #en');
  await page.click('#en [data-language="vi"]');
  const section = await page.evaluate(() => document.querySelectorAll('#vi section')[1].id);
  await page.goto(pathToFileURL(file).href + `#${section.replace('vi-', 'en-')}`);
  await page.reload();
  await page.evaluate(() => window.prospectReady);
  same(await page.evaluate(() => document.documentElement.lang), 'en', 'language of the address of a section');
  const top = await page.evaluate(id => document.getElementById(id).getBoundingClientRect().top,
    section.replace('vi-', 'en-'));
  check(top >= -5 && top < 768, `the section of the address is out of sight, at ${top}`);
  await page.context().close();
}

// By Tab alone: everything that can be used is reached, in the order of reading, and shows that it is.
async function checkKeyboard(browser, file, [name, viewport]) {
  const page = await open(browser, file, {viewport});
  await page.keyboard.press('Tab');
  const wanted = await page.evaluate(inPage.stops);
  const met = [];
  for (let k = 0; k < wanted.length + 3; ++k) {
    const at = await page.evaluate(inPage.focused);
    if (!at) break;
    check(at.outlined, `${name}: no focus is seen on ${at.what}`);
    met.push(at.what);
    await page.keyboard.press('Tab');
  }
  same(met, wanted, `${name}: stops of the keyboard`);
  for (const kind of ['skip', 'switch', 'contents', 'menu', 'table']) {
    if (kind === 'table' && name === 'laptop') continue;   // none needs to scroll there
    check(wanted.some(what => what.startsWith(kind)), `${name}: the keyboard meets no ${kind}`);
  }
  await page.context().close();
}

async function chooseInMenu(page, figure, action) {
  await page.focus(`${figure} .menu summary`);
  await page.keyboard.press('Enter');
  const position = {svg: 1, png: 2, table: 3}[action];
  for (let k = 0; k < position; ++k) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

async function saved(page, figure, action) {
  const [download] = await Promise.all([page.waitForEvent('download'), chooseInMenu(page, figure, action)]);
  return {name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path())};
}

async function checkMenus(browser, file) {
  const page = await open(browser, file);
  const id = await page.evaluate(() => document.querySelector('.document:not([hidden]) figure.chart').id);
  const name = await page.evaluate(at => document.getElementById(at).dataset.name, id);
  const svg = await saved(page, `#${id}`, 'svg');
  same(svg.name, `${name}.svg`, 'name of the saved SVG');
  const read = await page.evaluate(inPage.parseSvg, svg.bytes.toString('utf8'));
  check(read.root === 'svg' && read.paths > 3, `the saved SVG does not parse: ${JSON.stringify(read)}`);
  const png = await saved(page, `#${id}`, 'png');
  same(png.name, `${name}.png`, 'name of the saved PNG');
  same(png.bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a', 'signature of the PNG');
  const shown = await page.evaluate(at => document.getElementById(at).querySelector('svg').clientWidth, id);
  const ratio = png.bytes.readUInt32BE(16) / shown;
  check(Math.abs(ratio - 2) < 0.1, `the PNG is ${ratio} times as wide as the chart`);
  if (shots) fs.writeFileSync(path.join(shots, 'saved.png'), png.bytes);
  await chooseInMenu(page, `#${id}`, 'table');
  check(await page.isVisible(`#${id} .numbers table`), 'the table of a chart does not open');
  await page.focus(`#${id} .menu summary`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  check(!(await page.isVisible(`#${id} .menu button`)), 'Escape does not close a menu');
  same(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY', 'focus after Escape');
  await page.context().close();
}

async function checkPaper(browser, file, viewport) {
  const page = await open(browser, file, {viewport});
  for (const language of ['vi', 'en']) {
    const where = `paper, ${language}, from ${viewport.width} pixels`;
    await page.click(`.document:not([hidden]) [data-language="${language}"]`);
    const folder = shots ?? fs.mkdtempSync(path.join(os.tmpdir(), 'prospect-paper-'));
    const pdf = path.join(folder, `paper-${viewport.width}-${language}.pdf`);
    await page.pdf({path: pdf, preferCSSPageSize: true});
    // Printing itself asked for all charts.
    await checkCharts(page, where);
    const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], {encoding: 'utf8'}).split('\f').slice(0, -1);
    const title = await page.title();
    check(pages.length > 1, `${where}: ${pages.length} pages`);
    pages.forEach((text, at) => {
      check(text.replace(/ /g, '').includes(`${at + 1}/${pages.length}`), `${where}: page ${at + 1} bears no number`);
      check(text.replace(/\s+/g, ' ').includes(title.slice(0, 30)), `${where}: page ${at + 1} bears no title`);
      // The last one holds what is left over, which may be a line.
      const full = at + 1 === pages.length || text.split('\n').filter(line => line.trim()).length > 3;
      check(full, `${where}: page ${at + 1} is all but empty`);
    });
    const whole = pages.join(' ');
    check(!/file:\/\/|https?:/.test(whole), `${where}: an address is printed`);
    const other = await page.evaluate(shown => document.getElementById(shown === 'vi' ? 'en' : 'vi').querySelector('h1')
      .textContent, language);
    check(!whole.includes(other), `${where}: the other language is printed`);
    const info = execFileSync('pdfinfo', [pdf], {encoding: 'utf8'});
    check(/A4/.test(info), `${where}: not A4`);
    await page.emulateMedia({media: 'print'});
    const seen = await page.evaluate(inPage.onPaper);
    same(seen.shown, [], `${where}: on paper stand`);
    same(seen.torn, [], `${where}: can be torn`);
    await page.emulateMedia({media: null});
  }
  await page.context().close();
}

async function checkWithoutScript(browser, file) {
  const page = await open(browser, file, {javaScriptEnabled: false});
  const tables = await page.locator('.document').first().locator('table').all();
  check(tables.length > 2, 'without programs: no tables');
  for (const table of tables) check(await table.isVisible(), 'without programs: a table is hidden');
  check(await page.locator('.note').isVisible(), 'without programs: no note');
  check(!(await page.locator('.switch').first().isVisible()), 'without programs: a switch that does nothing');
  check(!(await page.locator('.document').nth(1).isVisible()), 'without programs: two languages at once');
  await page.context().close();
}

// The time is for people to read; what is checked are counts, which no busy machine can change.
async function checkReady(browser, file) {
  const times = [];
  for (let k = 0; k < 5; ++k) {
    const page = await open(browser, file);
    times.push(Number(await page.evaluate(() => document.documentElement.dataset.readyAfter)));
    if (k === 0) await checkWork(page);
    await page.context().close();
  }
  times.sort((a, b) => a - b);
  const size = fs.statSync(file).size;
  console.log(`${path.basename(file)}: ready after ${times[2]} ms (median of 5: ${times.join(', ')}), ${size} bytes`);
  check(size < largest, `${size} bytes, allowed are ${largest}`);
}

// What the page did until its first screen stood: it drew the charts that are seen and no others.
async function checkWork(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.reload();
  await page.evaluate(() => window.prospectReady);
  const {metrics} = await session.send('Performance.getMetrics');
  const counts = Object.fromEntries(metrics.map(({name, value}) => [name, value]));
  check(counts.LayoutCount > 0 && counts.LayoutCount < mostLayouts,
    `${counts.LayoutCount} layouts until the first screen stands, allowed are ${mostLayouts}`);
}

async function main(files) {
  if (!files.length) {
    console.error('usage: tests/browser/run PAGE.html...');
    return 2;
  }
  if (shots) fs.mkdirSync(shots, {recursive: true});
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  try {
    for (const file of files.map(name => path.resolve(name))) {
      await checkReady(browser, file);
      for (const screen of [['phone', phone], ['laptop', laptop]]) {
        await checkScreen(browser, file, screen);
        await checkKeyboard(browser, file, screen);
      }
      await checkLanguageKept(browser, file);
      await checkMenus(browser, file);
      await checkPaper(browser, file, laptop);
      await checkPaper(browser, file, phone);
      await checkWithoutScript(browser, file);
    }
  } finally {
    await browser.close();
  }
  return verdict('browser');
}

main(process.argv.slice(2)).then(code => { process.exitCode = code; });
