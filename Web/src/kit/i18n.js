// SPDX-License-Identifier: Apache-2.0
// One catalogue, two languages. `t` renders a key; `text` picks a language of a {zh, en} pair that came from the server.
import { computed, reactive } from 'vue';
import { preferences } from './preferences.js';
import { filled } from './filled.js';
import { dayLabel, periodLabel } from './periods.js';

const catalogues = reactive({ zh: {}, en: {} });

/** 'zh' or 'en'. */
export const language = computed(() => preferences.language ?? (navigator.language?.startsWith('en') ? 'en' : 'zh'));

export async function loadCatalogues() {
  const [zh, en] = await Promise.all(['zh-Hans', 'en'].map(async (name) => {
    const answer = await fetch(`/locales/${name}.json`);
    if (!answer.ok) throw new Error(`/locales/${name}.json: ${answer.status}`);
    return answer.json();
  }));
  Object.assign(catalogues.zh, zh);
  Object.assign(catalogues.en, en);
}

/** @param {string} key @param {Record<string, string|number>} [parameters] */
export function t(key, parameters) {
  const pattern = catalogues[language.value][key];
  if (pattern === undefined) return `⟦${key}⟧`;
  return parameters ? filled(pattern, parameters) : pattern;
}

/** The same text in both languages, for what is kept. A parameter may be such a pair itself. @returns {{zh: string, en: string}} */
export function pair(key, parameters = {}) {
  const inLanguage = (code) => catalogues[code][key].replace(/\{(\w+)\}/g, (whole, name) => parameters[name]?.[code] ?? parameters[name] ?? whole);
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

/** @param {{zh: string, en: string}|string|null|undefined} pair */
export function text(pair) {
  if (pair === null || pair === undefined) return '';
  return typeof pair === 'string' ? pair : pair[language.value] ?? pair.zh ?? '';
}

/** A section of the table: words from the server, or a key of ours. */
export const sectionName = (section) => (typeof section === 'string' ? t('web.section.' + section) : text(section));

/** "第 7 周" of a horizon, or a calendar week's id. */
export const week = (id) => (typeof id === 'number' || /^\d{1,2}$/.test(id ?? '') ? t('web.week', { week: id }) : periodLabel(id, language.value));

/** A shortfall's day, with its week of the horizon where it is known. */
export const dayWords = (shortfall) => day(shortfall.day) + (shortfall.week === null || shortfall.week === undefined ? '' : t('web.in-week', { week: week(shortfall.week) }));

export const period = (id, short) => periodLabel(id, language.value, short);
export const day = (id, short) => dayLabel(id, language.value, short);

/** A moment in the reader's zone: today's hour, else the day too. @param {string} iso */
export function moment(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso ?? '';
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

export function setLanguage(code) {
  preferences.language = code;
  document.documentElement.lang = code === 'zh' ? 'zh-CN' : 'en';
}
