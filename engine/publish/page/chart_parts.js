// What several kinds of charts are made with: looks, room for words, ticks, numbers.
import {textWidth} from './chart_text.js';

export const lineHeight = 14;
export const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'];
export const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-right'];
export const dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [10, 4], [4, 4], [1, 3]];

export const finite = (row, ...columns) => columns.every(column => Number.isFinite(row[column]));
export const table = (spec, name) => spec.datasets[name] ??= [];

export function widest(texts, size = 12) {
  return Math.max(0, ...texts.flat().map(text => textWidth(text, size)));
}

export function layer(spec, name) {
  return spec.layer.find(item => item.name === name);
}

// Ticks that leave room for their labels.
export const ticks = (room, each = 60) => Math.max(2, Math.min(10, Math.floor(room / each)));

// Round numbers within [low, high], about `wanted` of them.
export function roundTicks(low, high, wanted) {
  const rough = (high - low) / Math.max(1, wanted), power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough * 0.999);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k) found.push(k * step);
  return {found, decimals};
}

export function written(value, decimals, decimal) {
  const [whole, part] = Math.abs(value).toFixed(decimals).split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, decimal === ',' ? '.' : ',');
  return (value < 0 && +value.toFixed(decimals) !== 0 ? '−' : '') + parted + (part ? decimal + part : '');
}
