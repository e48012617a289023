// Runs before the first paint; the content security policy allows no script inside the page.

// the theme and the language, as the page will have them
let isChinese = false;
{
  /** @type {{ theme?: unknown, language?: unknown }} */
  let view = {};
  try {
    view = JSON.parse(localStorage.getItem('downhill.view') ?? '{}') ?? {};
  } catch {
    // storage refused or not ours: as the system has it
  }
  const { dataset } = document.documentElement;
  const { theme } = view;
  const isDark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  dataset.theme = isDark ? 'dark' : 'light';
  dataset.mantineColorScheme = dataset.theme;

  const tags = [new URLSearchParams(location.search).get('lang'), view.language, ...navigator.languages];
  const bases = tags.map((tag) => String(tag).toLowerCase().split(/[-_]/)[0]);
  isChinese = bases.find((base) => base === 'en' || base === 'zh') === 'zh';
  if (isChinese) document.documentElement.lang = 'zh-Hans';
}

// the sentence that stands in the page until its own script draws it: said otherwise where that cannot run, or does not come
{
  const texts = isChinese
    ? {
        loading: 'Downhill 正在加载…',
        notLoaded: 'Downhill 无法启动：浏览器未能加载其脚本。',
        failed: (/** @type {string} */ message) => `Downhill 无法在此浏览器中启动（${message}）。`,
        late: 'Downhill 仍在加载：已等待 10 秒，脚本尚未到达。',
        wayOn: '请刷新页面；如果它显示在另一个页面中，请',
        link: '在单独的标签页中打开',
        end: '。',
      }
    : {
        loading: 'Downhill is loading…',
        notLoaded: 'Downhill could not start: the browser did not load its script.',
        failed: (/** @type {string} */ message) => `Downhill could not start in this browser (${message}).`,
        late: 'Downhill is still loading: its script has not come for 10 s.',
        wayOn: ' Reload it; if it is shown inside another page, ',
        link: 'open it in a tab of its own',
        end: '.',
      };
  const say = (/** @type {string} */ text) => {
    const starting = document.getElementById('starting');
    if (!starting) return; // the page is drawn
    const link = document.createElement('a');
    link.href = location.href;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = texts.link;
    starting.replaceChildren(text, texts.wayOn, link, texts.end);
  };
  addEventListener(
    'error',
    ({ target, message }) => {
      if (target instanceof HTMLScriptElement) say(texts.notLoaded);
      else if (target === window) say(texts.failed(message));
    },
    true,
  );
  addEventListener('DOMContentLoaded', () => {
    const starting = document.getElementById('starting');
    if (starting && isChinese) starting.textContent = texts.loading;
  });
  setTimeout(() => say(texts.late), 10_000);
}
