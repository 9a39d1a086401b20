// What the tests of pages count, and how they end.
'use strict';

let passed = 0, failed = 0;
function check(condition, words) {
  if (condition) passed += 1;
  else {
    failed += 1;
    console.log('FAILED:', words);
  }
}
function same(found, wanted, words) {
  check(JSON.stringify(found) === JSON.stringify(wanted),
    `${words}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

// Prints the counts; what the process is to end with.
function verdict(what) {
  console.log(`${what}: ${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

module.exports = {check, same, verdict};
