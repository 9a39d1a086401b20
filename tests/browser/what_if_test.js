// The what-if page of `prospect serve` as planners meet it. Usage: tests/browser/run --serve PROGRAM [SECONDS]
//   PROGRAM  the program; SECONDS  how long fifty pages ask at once (5)
// Works on a copy of the scenarios. PROSPECT_SHOTS=FOLDER keeps pictures of the screens there.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const {execFileSync, spawn} = require('node:child_process');
const {chromium} = require('playwright-core');
const {check, same, verdict} = require('./checks.js');
const inPage = require('./in_page.js');

const root = path.resolve(__dirname, '../..');
const screens = {phone: {width: 360, height: 740}, laptop: {width: 1366, height: 768},
  projector: {width: 1920, height: 1080}};
const shots = process.env.PROSPECT_SHOTS;
const worlds = 40000;
const growth = 't01_growth', forest = 't22_forest';   // codes of targets

// The program at work in a folder; `port` 0: any.
async function start(program, folder, port = 0) {
  const child = spawn(program, ['serve', 'scenarios/baseline.toml', 'scenarios/plan.toml', 'scenarios/drought_years.toml',
    '--port', String(port), '--paths', String(worlds)],
  {cwd: folder, env: {...process.env, XDG_CACHE_HOME: path.join(folder, 'cache')}});
  let said = '';
  child.stderr.on('data', data => { said += data; });
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', data => {
      said += data;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('exit', code => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {child, address, port: Number(new URL(address).port),
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024};
}

async function stop(server, signal = 'SIGINT') {
  const ended = new Promise(done => { server.child.on('exit', (code, by) => done({code, by})); });
  server.child.kill(signal);
  return ended;
}

async function open(browser, address, options = {}, listen = true) {
  const context = await browser.newContext({viewport: screens.laptop, locale: 'en-GB', acceptDownloads: true, ...options});
  await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
  const page = await context.newPage();
  page.setDefaultTimeout(120000);  // a busy machine is slow, not wrong
  if (listen) {
    page.on('console', message => check(!['error', 'warning'].includes(message.type()), `console: ${message.text()}`));
  }
  page.on('pageerror', error => check(false, `error in the page: ${error}`));
  const host = new URL(address).host;
  page.on('request', request => check(new URL(request.url()).host === host || /^(blob|data):/.test(request.url()),
    `the page asks for ${request.url()}`));
  await page.goto(address);
  await atRest(page);
  return page;
}

// All that was asked is answered, to the last world.
const atRest = page => page.waitForFunction(() => document.documentElement.dataset.state === 'rest');
async function settled(page, act) {
  const before = await page.evaluate(() => Number(document.documentElement.dataset.painted));
  await act();
  await page.waitForFunction(at => document.documentElement.dataset.state === 'rest' &&
    Number(document.documentElement.dataset.painted) > at, before);
}

const probabilities = page => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-target]')]
  .map(row => [row.dataset.target, row.querySelector('[data-probability]').textContent.trim()])));

async function setNumber(page, lever, value) {
  await page.fill(`[data-lever-number="${lever}"]`, String(value));
  await page.press(`[data-lever-number="${lever}"]`, 'Enter');
}

// The hand on a slider: presses, moves in steps, lets go.
async function drag(page, lever, shares) {
  const slider = page.locator(`[data-lever="${lever}"]`);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const at = share => [box.x + 8 + share * (box.width - 16), box.y + box.height / 2];
  await page.mouse.move(...at(shares[0]));
  await page.mouse.down();
  for (const share of shares) {
    await page.mouse.move(...at(share));
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
}

function json(program, folder, words) {
  return JSON.parse(execFileSync(program, words, {cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28,
    env: {...process.env, XDG_CACHE_HOME: path.join(folder, 'cache')}, stdio: ['ignore', 'pipe', 'ignore']}));
}

// To the last bit.
async function checkSameAsCommandLine(program, folder, page, file, paths = worlds) {
  const asked = json(program, folder, ['run', file, '--paths', String(paths), '--json', '--output', 'same.h5']);
  const shown = await page.evaluate(() => window.prospectWhatIf.answer());
  const found = Object.fromEntries(shown.targets.map(target => [target.code, [target.p, target.low, target.high]]));
  const wanted = Object.fromEntries(asked.scenarios[0].targets.map(target =>
    [target.code, [target.probability, ...target.interval]]));
  same(found, wanted, `${file}: probabilities of page and command line`);
  const all = asked.scenarios[0].all_met;
  same(shown.groups[0].p, all.probability, `${file}: all targets`);
  for (const fan of shown.fans) {
    const code = fan.id.replace('fan-', '');
    const target = asked.scenarios[0].targets.find(one => one.code === code);
    check(target !== undefined, `${file}: the fan ${fan.id} is of no target`);
  }
}

// Of the page's answer, whose texts are rounded, to those of `prospect compare`.
function checkDifferences(compared, answer) {
  const value = text => Number(text.replace('−', '-').replace('+', ''));
  for (const target of answer.targets) {
    const row = compared.tables.differences.find(one => one.goal === target.code);
    const decimals = /\.(\d+)/.exec(target.difference.value)?.[1].length ?? 0;
    check(Math.abs(value(target.difference.value) - 100 * row.difference) <= 0.5001 * 10 ** -decimals,
      `target ${target.code}: ${target.difference.value} points, compare says ${100 * row.difference}`);
    check(Math.abs(target.p - row.difference - target.difference.pinned) < 1e-12, `the pinned case's ${target.code}`);
  }
}

async function checkDragPinSave(browser, program, folder, server) {
  const page = await open(browser, server.address);
  const first = await probabilities(page);
  check(Object.keys(first).length > 25, `only ${Object.keys(first).length} targets are listed`);
  await checkSameAsCommandLine(program, folder, page, 'scenarios/baseline.toml');
  await page.click('#pin');
  await atRest(page);

  await settled(page, () => drag(page, 'growth_services', [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8]));
  const moved = await probabilities(page);
  check(moved[growth] !== first[growth], 'growth does not move with the growth of services');
  same(moved[forest], first[forest], 'forest cover, which does not hang on services');
  const latencies = await page.evaluate(() => window.prospectWhatIf.latencies.length);
  check(latencies > 0, 'no movement was answered');

  await settled(page, () => setNumber(page, 'growth_services', 9.5));
  await page.click('#save');
  await page.fill('#save-label', 'A case "of" <b>the</b> page');
  await page.fill('#save-name', 'baseline');
  await page.click('#save-start');
  await page.waitForFunction(() => /is in use here/.test(document.querySelector('#save-dialog').textContent));
  await page.fill('#save-name', 'page_case');
  await page.click('#save-start');
  await page.waitForFunction(() => document.querySelector('#saved').textContent.includes('prospect run scenarios/page_case.toml'));
  await page.keyboard.press('Escape');
  await checkSameAsCommandLine(program, folder, page, 'scenarios/page_case.toml');

  // The differences are those of `prospect compare`, to the last digit of the interval.
  const compared = json(program, folder, ['compare', 'scenarios/baseline.toml', 'scenarios/page_case.toml', '--target',
    'each', '--paths', String(worlds), '--json']);
  const answer = await page.evaluate(() => window.prospectWhatIf.answer());
  const grown = answer.targets.find(target => target.code === growth).text;
  checkDifferences(compared, answer);

  await settled(page, () => page.keyboard.press('Control+z'));
  check((await probabilities(page))[growth] !== grown, 'undo changes nothing');
  await settled(page, () => page.click('#redo'));
  same((await probabilities(page))[growth], grown, 'redo');

  // A link brings everything back, the pinned case too.
  await page.click('#share');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const shared = await open(browser, link);
  same(await probabilities(shared), await probabilities(page), 'a shared link');
  same(await shared.evaluate(() => window.prospectWhatIf.answer().targets.every(target => target.difference)), true,
    'the pinned case of a link');
  await shared.context().close();

  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
  const text = fs.readFileSync(await download.path(), 'utf8');
  check(text.includes('growth_services = { value = 9.5'), `the file of the set-up: ${text}`);
  await settled(page, () => page.click('#reset'));
  same(await probabilities(page), first, 'reset');
  await page.context().close();
}

async function checkEventsAndScenarios(browser, program, folder, server) {
  const page = await open(browser, server.address);
  const base = await page.evaluate(() => window.prospectWhatIf.answer().targets.map(target => target.p));
  await settled(page, () => page.selectOption('#scenario', 'drought_years'));
  await checkSameAsCommandLine(program, folder, page, 'scenarios/drought_years.toml');
  // Without droughts the drought scenario is better than history, in which there are some.
  await settled(page, () => page.check('[data-event="drought"][value="never"]', {force: true}));
  const never = await page.evaluate(() => window.prospectWhatIf.answer().targets.map(target => target.p));
  check(never[0] > base[0], `growth without droughts ${never[0]}, with some ${base[0]}`);
  // The first look runs only what hangs on what was moved; all numbers are those of running everything.
  const few = 24576;
  await settled(page, () => page.selectOption('#worlds', String(few)));
  await settled(page, () => setNumber(page, 'forest_effort', 1.4));
  await settled(page, () => setNumber(page, 'growth_services', 8));
  await page.click('#save');
  await page.fill('#save-label', 'A first look');
  await page.fill('#save-name', 'first_look');
  await page.click('#save-start');
  await page.waitForFunction(() => document.querySelector('#saved').textContent.includes('scenarios/first_look.toml'));
  await page.keyboard.press('Escape');
  same(await page.evaluate(() => window.prospectWhatIf.answer().worlds), few, 'worlds of a first look');
  await checkSameAsCommandLine(program, folder, page, 'scenarios/first_look.toml', few);
  await page.context().close();
}

async function checkSeek(browser, server) {
  const page = await open(browser, server.address);
  await page.click('#seek');
  for (const box of await page.locator('#seek-dialog fieldset:last-of-type input:checked').all()) await box.uncheck();
  await page.check('#seek-dialog input[value="growth_services"]');
  await page.fill('#seek-probability', '50');
  await page.click('#seek-start');
  await page.waitForFunction(() => document.querySelector('#seek-answer').textContent.length > 40);
  await settled(page, () => page.click('#seek-set'));
  const met = await page.evaluate(code => window.prospectWhatIf.answer().targets.find(one => one.code === code).p, growth);
  check(Math.abs(met - 0.5) < 0.02, `set as sought, growth is met with ${met}, 0.5 was wanted`);
  await page.context().close();
}

// Each language at each width: nothing sticks out, everything is labelled and legible.
async function checkScreens(browser, server) {
  for (const [name, viewport] of Object.entries(screens)) {
    const texts = {};
    for (const language of ['vi', 'en']) {
      const page = await open(browser, `${server.address}#lang=${language}`, {viewport});
      same(await page.evaluate(() => document.documentElement.lang), language, 'language of the link');
      const {wide, inner} = await page.evaluate(() => ({wide: document.documentElement.scrollWidth,
        inner: document.documentElement.clientWidth}));
      check(wide <= inner, `${name}, ${language}: ${wide} pixels wide in a window of ${inner}`);
      // Charts are drawn as they come into view.
      for (const figure of await page.locator('#fans figure').all()) {
        await figure.scrollIntoViewIfNeeded();
        await figure.locator('svg').waitFor();
      }
      await page.evaluate(() => scrollTo(0, 0));
      const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, select, summary')]
        .filter(control => control.getClientRects().length && !(control.getAttribute('aria-label') ||
          control.labels?.[0]?.textContent || control.textContent ||
          document.getElementById(control.getAttribute('aria-labelledby'))?.textContent || '').trim())
        .map(control => control.outerHTML.slice(0, 80)));
      same(nameless, [], `${name}, ${language}: controls without a name`);
      await page.evaluate(() => document.body.classList.add('document'));
      const found = await page.evaluate(inPage.structure);
      same(found.headingJumps, [], `${name}, ${language}: headings that skip a level`);
      same(found.repeatedIds, [], `${name}, ${language}: ids that stand twice`);
      same(found.headings1, 1, `${name}, ${language}: first headings`);
      same(found.pale, [], `${name}, ${language}: text paler than 4.5 to 1`);
      texts[language] = await page.evaluate(inPage.texts);
      await page.evaluate(() => document.body.classList.remove('document'));
      if (shots) await page.screenshot({path: path.join(shots, `what-if-${name}-${language}.png`)});
      if (shots) await page.screenshot({path: path.join(shots, `what-if-${name}-${language}-whole.png`), fullPage: true});
      await page.context().close();
    }
    const both = texts.vi.filter(text => texts.en.includes(text) && !/[ăâđêôơưà-ỹ]/i.test(text));
    check(both.length <= 0.1 * texts.vi.length, `${name}: the same in both languages: ${both.slice(0, 8).join(' | ')}`);
  }
}

async function checkKeyboard(browser, server) {
  const page = await open(browser, server.address);
  await page.focus('[data-lever="growth_services"]');
  const before = await probabilities(page);
  await settled(page, async () => {
    for (let k = 0; k < 20; ++k) await page.keyboard.press('ArrowRight');
  });
  check((await probabilities(page))[growth] !== before[growth], 'the arrows of the keyboard move nothing');
  const said = await page.getAttribute('[data-lever="growth_services"]', 'aria-valuetext');
  check(/\d/.test(said ?? '') && /%/.test(said ?? ''), `a slider says "${said}"`);
  await page.context().close();
}

// The server is killed: the page says so, asks again when it is back, and has lost nothing.
async function checkReconnect(browser, program, folder, server) {
  const page = await open(browser, server.address, {}, false);
  await settled(page, () => setNumber(page, 'growth_services', 8.5));
  const before = await probabilities(page);
  await stop(server, 'SIGKILL');
  await page.waitForFunction(() => document.documentElement.dataset.line === 'lost');
  const again = await start(program, folder, server.port);
  await page.waitForFunction(() => document.documentElement.dataset.line === 'open');
  await atRest(page);
  same(await probabilities(page), before, 'after the server came back');
  await page.context().close();
  return again;
}

function status(port, options) {
  return new Promise((resolve, reject) => {
    const request = http.request({port, host: '127.0.0.1', ...options}, response => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('error', reject);
    request.end();
  });
}

async function checkStrangers(browser, server) {
  const {port} = server;
  const upgrade = origin => ({path: '/live', headers: {Connection: 'Upgrade', Upgrade: 'websocket', Origin: origin,
    'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA=='}});
  same(await status(port, {path: '/'}), 200, 'the page');
  same(await status(port, upgrade(`http://127.0.0.1:${port}`)), 101, 'its own origin');
  for (const origin of ['http://example.org', `http://127.0.0.1:${port + 1}`, 'null', `https://127.0.0.1:${port}`]) {
    const code = await status(port, upgrade(origin));
    check(code >= 400, `origin ${origin} gets ${code}`);
  }
  const code = await status(port, {path: '/', headers: {Host: 'example.org'}});
  check(code >= 400, `host example.org gets ${code}`);
  for (const place of ['/../../etc/passwd', '/scenarios/baseline.toml', '/%2e%2e/README.md', '//etc/passwd']) {
    same(await status(port, {path: place}), 404, place);
  }
  // Another page, in the same browser.
  const other = http.createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<p>Another page</p>');
  });
  await new Promise(done => { other.listen(0, '127.0.0.1', done); });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  same(await page.evaluate(at => new Promise(done => {
    const socket = new WebSocket(`ws://127.0.0.1:${at}/live`);
    socket.onopen = () => done('open');
    socket.onerror = () => done('refused');
  }), port), 'refused', 'a page from elsewhere');
  await context.close();
  other.close();
}

// A repeatable stream of numbers from 0 to 1.
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

// Messages that no page sends, and bytes that are no messages: others are answered as before.
async function checkFuzz(browser, server, rounds) {
  const page = await open(browser, server.address, {}, false);
  const before = await probabilities(page);
  const names = ['growth_services', 'drought', 'ask'];
  const random = numbers(7);
  const pick = list => list[Math.floor(random() * list.length)];
  const value = depth => pick([
    () => random() * 10 ** Math.floor(random() * 30 - 10), () => -1, () => 1e308, () => null, () => true,
    () => pick(['baseline', 'never', '', '../x', '\u0000', 'é'.repeat(50), ...names]),
    () => depth > 3 ? [] : Array.from({length: Math.floor(random() * 4)}, () => value(depth + 1)),
    () => depth > 3 ? {} : Object.fromEntries(Array.from({length: Math.floor(random() * 5)},
      () => [pick(['2021', '2022', '9999', '__proto__', ...names]), value(depth + 1)])),
  ])();
  const keys = ['ask', 'seek', 'stop_seek', 'save', 'write', 'scenario', 'levers', 'events', 'worlds', 'pinned', 'name',
    'label', 'lever', 'targets', 'probability', 'language'];
  const messages = Array.from({length: rounds}, () => {
    const good = {ask: 1, scenario: 'baseline', worlds: 5000, levers: {growth_services: 7}, events: {}, language: 'en'};
    for (let k = 0; k < 1 + random() * 4; ++k) good[pick(keys)] = value(0);
    const text = JSON.stringify(good);
    if (random() < 0.7) return text;
    const cut = Math.floor(random() * text.length);
    return text.slice(0, cut) + pick(['', '"', '}', '\u0007', '['.repeat(300)]) + text.slice(cut + Math.floor(random() * 5));
  });
  await page.evaluate(async all => {
    for (let k = 0; k < all.length; k += 50) {
      const socket = new WebSocket(`ws://${location.host}/live`);
      await new Promise(done => { socket.onopen = socket.onerror = done; });
      for (const text of all.slice(k, k + 50)) socket.send(text);
      await new Promise(done => { setTimeout(done, 200); });
      socket.close();
    }
  }, messages);
  for (let k = 0; k < rounds / 10; ++k) {
    await new Promise(done => {
      const socket = net.connect(server.port, '127.0.0.1', () => {
        socket.write(Buffer.from(Array.from({length: 1 + Math.floor(random() * 300)}, () => Math.floor(random() * 256))));
        setTimeout(() => { socket.destroy(); done(); }, 2);
      });
      socket.on('error', done);
    });
  }
  await settled(page, () => setNumber(page, 'growth_services', 9));
  await settled(page, () => page.click('#reset'));
  same(await probabilities(page), before, 'after strange messages');
  same(server.child.exitCode, null, 'the server after strange messages');
  await page.context().close();
}

// Fifty pages that ask without pause.
async function checkMany(browser, server, seconds) {
  const page = await open(browser, server.address, {}, false);
  const before = server.memory();
  let most = before;
  const watch = setInterval(() => { most = Math.max(most, server.memory()); }, 200);
  const found = await page.evaluate(async time => {
    const end = performance.now() + 1000 * time;
    const one = async k => {
      const result = {answers: 0, problems: 0, lost: false, slowest: 0};
      const socket = new WebSocket(`ws://${location.host}/live`);
      socket.onclose = () => { result.lost = result.lost || performance.now() < end; };
      let number = 0, heard = null;
      socket.onmessage = event => {
        const message = JSON.parse(event.data);
        if (message.kind === 'problem') result.problems += 1;
        if (message.kind === 'answer' && message.ask === number) heard?.();
      };
      await new Promise(done => { socket.onopen = done; socket.onerror = done; });
      do {
        const asked = performance.now();
        number += 1;
        const answered = new Promise(done => { heard = done; });
        socket.send(JSON.stringify({ask: number, language: 'vi', worlds: 40000, scenario: 'baseline',
          levers: {growth_services: 5 + (k * 7 + number) % 60 / 10}, pinned: {scenario: 'plan'}}));
        await Promise.race([answered, new Promise(done => { setTimeout(done, 60000); })]);
        result.answers += 1;
        result.slowest = Math.max(result.slowest, performance.now() - asked);
      } while (performance.now() < end && !result.lost);
      socket.close();
      return result;
    };
    return Promise.all(Array.from({length: 49}, (_, k) => one(k)));
  }, seconds);
  clearInterval(watch);
  const sum = key => found.reduce((total, one) => total + Number(one[key]), 0);
  same([sum('problems'), sum('lost')], [0, 0], 'problems and lost lines of fifty pages');
  check(found.every(one => one.answers > 0), 'a page among fifty was never answered');
  check(most < 1500, `fifty pages took ${most} MB`);
  const slowest = Math.max(...found.map(one => one.slowest));
  console.log(`fifty pages for ${seconds} s: ${sum('answers')} answers, the slowest after ${Math.round(slowest)} ms, ` +
    `memory from ${Math.round(before)} to ${Math.round(most)} MB`);
  await page.context().close();
}

async function main([program, seconds = '5', rounds = '600']) {
  if (!program) {
    console.error('usage: tests/browser/run --serve PROGRAM [SECONDS [STRANGE MESSAGES]]');
    return 2;
  }
  if (shots) fs.mkdirSync(shots, {recursive: true});
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'prospect-what-if-'));
  for (const part of ['scenarios', 'data']) fs.cpSync(path.join(root, part), path.join(folder, part), {recursive: true});
  const binary = path.resolve(program);
  let server = await start(binary, folder);
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  try {
    await checkDragPinSave(browser, binary, folder, server);
    await checkEventsAndScenarios(browser, binary, folder, server);
    await checkSeek(browser, server);
    await checkScreens(browser, server);
    await checkKeyboard(browser, server);
    await checkStrangers(browser, server);
    await checkFuzz(browser, server, Number(rounds));
    await checkMany(browser, server, Number(seconds));
    server = await checkReconnect(browser, binary, folder, server);
    same(await stop(server), {code: 0, by: null}, 'the end by Ctrl-C');
    const files = fs.readdirSync(path.join(folder, 'scenarios')).filter(name => name.endsWith('.toml'));
    const known = fs.readdirSync(path.join(root, 'scenarios')).filter(name => name.endsWith('.toml'));
    const added = files.filter(name => !known.includes(name)).sort();
    check(added.includes('page_case.toml'), 'the saved file is there');
  } finally {
    await browser.close();
    server.child.kill('SIGKILL');
    fs.rmSync(folder, {recursive: true, force: true});
  }
  return verdict('what-if page');
}

main(process.argv.slice(2)).then(code => { process.exitCode = code; });
