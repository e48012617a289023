import { useMessages } from '../kit/language.ts';
import classes from './SkipLink.module.css';

export const chartsId = 'charts';

/** The first stop of the keyboard: jumps over header, transport and sidebar. */
export function SkipLink() {
  const t = useMessages();
  return (
    <a
      className={classes.skip}
      href={`#${chartsId}`}
      onClick={(event) => {
        event.preventDefault(); // what follows the # is the experiment
        document.getElementById(chartsId)?.focus();
      }}
    >
      {t('shell.landmark.skip')}
    </a>
  );
}
