// Sets the theme before the first paint; the content security policy allows no script inside the page.
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
