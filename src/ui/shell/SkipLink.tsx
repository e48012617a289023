import classes from './SkipLink.module.css';

export const chartsId = 'charts';

/** The first stop of the keyboard: jumps over header, transport and sidebar. */
export function SkipLink() {
  return (
    <a
      className={classes.skip}
      href={`#${chartsId}`}
      onClick={(event) => {
        event.preventDefault(); // what follows the # is the experiment
        document.getElementById(chartsId)?.focus();
      }}
    >
      Skip to the charts
    </a>
  );
}
