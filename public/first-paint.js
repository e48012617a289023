// Runs before the first paint; the content security policy allows no script inside the page.

// the theme
{
  let theme = 'auto';
  try {
    theme = JSON.parse(localStorage.getItem('downhill.view') ?? '{}').theme ?? 'auto';
  } catch {
    // storage refused or not ours: as the system has it
  }
  const isDark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const { dataset } = document.documentElement;
  dataset.theme = isDark ? 'dark' : 'light';
  dataset.mantineColorScheme = dataset.theme;
}

// the sentence that stands in the page until its own script draws it: said otherwise where that cannot run, or does not come
{
  const say = (/** @type {string} */ text) => {
    const starting = document.getElementById('starting');
    if (!starting) return; // the page is drawn
    const link = document.createElement('a');
    link.href = location.href;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = 'open it in a tab of its own';
    starting.replaceChildren(`${text} Reload it; if it is shown inside another page, `, link, '.');
  };
  addEventListener(
    'error',
    ({ target, message }) => {
      if (target instanceof HTMLScriptElement)
        say('Downhill could not start: the browser did not load its script.');
      else if (target === window) say(`Downhill could not start in this browser (${message}).`);
    },
    true,
  );
  setTimeout(() => say('Downhill is still loading: its script has not come for 10 s.'), 10_000);
}
