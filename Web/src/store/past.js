// SPDX-License-Identifier: Apache-2.0
// 截至: the whole page as it was known on a past day, for reading only. Which day stands in the address: #/table?knownOn=2026-08-31.
// It is told to the server with every request, so that no screen has to know of it.

const LINK = '/api/v1/';
/** About now alone: people, rights, channels, the program itself. */
const OF_TODAY = ['/session', '/access', '/audit', '/channels', '/commands/', '/exports/audit', '/invitations', '/notices', '/outbox', '/people', '/presence', '/saved-views', '/sign-in', '/tokens', '/events'];
const WRITTEN = /^(\d{4}-\d\d-\d\d|event-[1-9]\d*)$/;

function read(hash) {
  const said = new URLSearchParams(hash.split('?')[1] ?? '').get('knownOn');
  return WRITTEN.test(said ?? '') ? said : null;
}

/** `2026-08-31`, `event-1204`, or null: all that is known. It is read once: another one is another page. */
export const knownOn = read(location.hash);

/** The event of `event-1204`; null for a day. */
export const knownEvent = () => (knownOn?.startsWith('event-') ? Number(knownOn.slice(6)) : null);

const isOfToday = (path) => OF_TODAY.some((one) => path === one || path.startsWith(one.endsWith('/') ? one : one + '/') || path.startsWith(one + '?'));

/** A path below /api/v1 as it is asked for. */
export function asKnown(path) {
  if (!knownOn || isOfToday(path) || path.includes('knownOn=')) return path;
  return `${path}${path.includes('?') ? '&' : '?'}knownOn=${knownOn}`;
}

/** Whether a path is asked for as it was known. */
export const isOfPast = (path) => !!knownOn && !isOfToday(path);

/** What one may do is said of now: in an answer about the past it is taken back, so that nothing looks as if it could be changed. */
export function asRead(answer) {
  if (Array.isArray(answer)) {
    if (typeof answer[0] === 'object') answer.forEach(asRead);
  } else if (answer && typeof answer === 'object') {
    for (const [name, value] of Object.entries(answer)) {
      if (name === 'isEditable' || (/^may[A-Z]/.test(name) && name !== 'maySee')) answer[name] = false;
      else if (['acts', 'actions'].includes(name) && typeof value?.[0] === 'string') answer[name] = [];
      else asRead(value);
    }
  }
  return answer;
}

const REFUSED = 'tongpin.past-refused';

/** The day of an address cannot be looked at: back to now, where the reason is said. */
export function leaveRefused(problem) {
  try {
    sessionStorage.setItem(REFUSED, JSON.stringify({ title: problem.title, detail: problem.detail, hint: problem.hint, code: problem.code, status: problem.status }));
  } catch { /* then it is not said */ }
  openPast(null);
}

/** Why the page came back to now; told once. */
export function takeRefusal() {
  try {
    const said = sessionStorage.getItem(REFUSED);
    sessionStorage.removeItem(REFUSED);
    return said ? JSON.parse(said) : null;
  } catch {
    return null;
  }
}

/** Goes to a past day, or back to now with null: everything is read again. */
export function openPast(said) {
  const [path, search = ''] = location.hash.split('?');
  const parameters = new URLSearchParams(search);
  if (said) parameters.set('knownOn', said);
  else parameters.delete('knownOn');
  const text = parameters.toString();
  history.replaceState(null, '', path + (text ? '?' + text : ''));
  location.reload();
}

// A link to a file leads to the file of that day; a link to a screen stays on that day unless it names another one.
if (knownOn) {
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const address = link?.getAttribute('href') ?? '';
    if (address.startsWith(LINK) && !address.includes('knownOn=')) link.setAttribute('href', LINK.slice(0, -1) + asKnown(address.slice(LINK.length - 1)));
  }, true);
}
addEventListener('hashchange', () => {
  const said = read(location.hash);
  if (said && said !== knownOn) location.reload();
});
