import { Menu } from '@mantine/core';
import { languageNames, languages, languageTags } from '../../core/language.ts';
import { useApp } from '../../store/app.ts';
import { setLanguage } from '../../store/language.ts';
import { useMessages } from '../kit/language.ts';

/** The languages of the page, each by its own name, for a menu. */
export function LanguageItems() {
  const t = useMessages();
  const language = useApp((state) => state.language);
  return (
    <>
      <Menu.Label>{t('shell.language.title')}</Menu.Label>
      <Menu.RadioGroup value={language} onChange={choose}>
        {languages.map((id) => (
          <Menu.RadioItem key={id} value={id} lang={languageTags[id]} closeMenuOnClick>
            {languageNames[id]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function choose(value: string): void {
  const chosen = languages.find((language) => language === value);
  if (chosen) setLanguage(chosen);
}
