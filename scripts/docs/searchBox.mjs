/** The search of the site, in the browser: the index is loaded when somebody begins to type. */
import MiniSearch from 'minisearch';
import { searchOptions } from './searchOptions.ts';

const most = 12;
const input = document.querySelector('.search input');
const list = document.querySelector('.search ol');
if (input !== null && list !== null) attach(input, list);

function attach(input, list) {
  const base = new URL(input.dataset.index ?? 'search-index.js', location.href);
  let index;
  input.addEventListener('input', async () => {
    index ??= load(base).then(() => MiniSearch.loadJS(globalThis.searchIndex, searchOptions));
    const found = (await index).search(input.value).slice(0, most);
    list.replaceChildren(...found.map(({ id, heading, page }) => itemOf(new URL(id, base), heading, page)));
    list.hidden = input.value === '';
    if (found.length === 0) list.textContent = 'nothing found';
  });
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') list.hidden = true; });
}

function load(address) {
  const script = document.createElement('script');
  script.src = address.href;
  document.head.append(script);
  return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
}

function itemOf(address, heading, page) {
  const [item, link, where] = [document.createElement('li'), document.createElement('a'), document.createElement('small')];
  link.href = address.href;
  link.textContent = heading;
  where.textContent = heading === page ? '' : page;
  link.append(where);
  item.append(link);
  return item;
}
