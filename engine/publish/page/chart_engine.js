// What vega expects of every browser and a bare JavaScript engine lacks. Imported before vega. Nothing waits here: a
// picture is drawn at once, so clocks never ring.
globalThis.self ??= globalThis;
globalThis.structuredClone ??= value => value === undefined ? undefined : JSON.parse(JSON.stringify(value));
globalThis.setTimeout ??= () => 0;
globalThis.setInterval ??= () => 0;
globalThis.clearTimeout ??= () => {};
globalThis.clearInterval ??= () => {};
globalThis.console ??= {log() {}, info() {}, debug() {}, warn() {}, error() {}};
