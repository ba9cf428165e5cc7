// SPDX-License-Identifier: Apache-2.0
// What this browser remembers: language, unit, tax, which columns are shown, how early a receipt may come, whether others see where one is. Nothing of the company's numbers.
import { reactive, watch } from 'vue';

const KEY = 'tongpin.preferences';
const DEFAULTS = { language: null, moneyUnit: 'wan', tax: 'excl', compare: ['budget'], tableGrain: 'month', spread: 'proportional', tourDone: false, supplyTolerance: 30, isUnseen: false };

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

export const preferences = reactive({ ...DEFAULTS, ...stored() });

watch(preferences, () => {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch { /* private windows may refuse; the session still works */ }
}, { deep: true });
