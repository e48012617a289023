import classes from './Brand.module.css';

/** The mark: a ball in the valley of a loss curve, with the name beside it where there is room. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 24 24" fill="none" aria-hidden="true">
        <path
          d="M2 4c5.5 0 5 14.5 10.5 14.5S18.5 11 22 11"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="12.5" cy="16.6" r="3.6" className={classes.ball} strokeWidth="1.6" />
      </svg>
      <span className={classes.name}>Downhill</span>
    </span>
  );
}
