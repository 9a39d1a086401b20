// How soon the what-if page follows the hand. Usage: node bench/what_if_latency.js PROGRAM [MOVES]
// Drags each slider in Chromium, without a screen; prints ms from the slider's event to the repainted probabilities of
// the first answer of 20 000 worlds or more, by lever and in all, and the time to a million worlds beside `prospect run`.
'use strict';
const {spawn, execFileSync} = require('node:child_process');
const {performance} = require('node:perf_hooks');
const {chromium} = require('playwright-core');

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1,
  Math.floor(share * values.length))];
const round = value => Math.round(value);

async function main([program, moves = '200']) {
  const server = spawn(program, ['serve', 'scenarios/baseline.toml', '--port', '0', '--paths', '200000']);
  const address = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', data => {
      said += data;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    });
    server.on('exit', code => reject(new Error(`serve ended with ${code}`)));
  });
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  try {
    const page = await (await browser.newContext({viewport: {width: 1366, height: 768}})).newPage();
    page.setDefaultTimeout(120000);
    await page.goto(`${address}#lang=en`);
    const atRest = () => page.waitForFunction(() => document.documentElement.dataset.state === 'rest');
    await atRest();
    const levers = await page.evaluate(() => [...document.querySelectorAll('[data-lever]')].map(one => one.dataset.lever));
    const each = Math.ceil(Number(moves) / levers.length);
    const all = [];
    for (const lever of levers) {
      const slider = page.locator(`[data-lever="${lever}"]`);
      await slider.scrollIntoViewIfNeeded();
      const box = await slider.boundingBox();
      const from = await page.evaluate(() => window.prospectWhatIf.latencies.length);
      await page.mouse.move(box.x + 10, box.y + box.height / 2);
      await page.mouse.down();
      for (let k = 0; k < each; ++k) {
        await page.mouse.move(box.x + 10 + (box.width - 20) * (k + 1) / (each + 1), box.y + box.height / 2);
        await page.waitForTimeout(60);
      }
      await page.mouse.up();
      await atRest();
      const found = await page.evaluate(at => window.prospectWhatIf.latencies.slice(at), from);
      all.push(...found);
      console.log(`${lever.padEnd(24)} ${String(found.length).padStart(4)} moves  median ${round(quantile(found, 0.5))}` +
        `  worst ${round(Math.max(...found))} ms`);
      await page.click('#reset');
      await atRest();
    }
    console.log(`all ${String(all.length).padStart(25)} moves  median ${round(quantile(all, 0.5))}` +
      `  95 % ${round(quantile(all, 0.95))}  worst ${round(Math.max(...all))} ms`);
    const most = 1000000;
    for (let k = 0; k < 3; ++k) {
      const began = performance.now();
      execFileSync(program, ['run', 'scenarios/baseline.toml', '--paths', String(most), '--output', '/tmp/what_if_run.h5'],
        {stdio: 'ignore'});
      const run = performance.now() - began;
      const before = performance.now();
      await page.selectOption('#worlds', String(most));
      await page.waitForFunction(wanted => document.documentElement.dataset.state === 'rest' &&
        window.prospectWhatIf.answer().worlds === wanted, most);
      const here = performance.now() - before;
      console.log(`a million worlds: page ${round(here)} ms, run ${round(run)} ms, ratio ${(here / run).toFixed(2)}`);
      await page.selectOption('#worlds', '24576');
      await page.fill('[data-lever-number="growth_services"]', String(7 + k / 10));
      await page.press('[data-lever-number="growth_services"]', 'Enter');
      await atRest();
    }
  } finally {
    await browser.close();
    server.kill('SIGINT');
  }
}

main(process.argv.slice(2));
