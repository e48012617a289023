/** The drawers of what all lanes share, which the page loads after it can train. */
export { ModelDrawer } from '../model/ModelDrawer.tsx';
export { DataDrawer } from '../settings/DataDrawer.tsx';
export { LengthDrawer } from '../settings/LengthDrawer.tsx';
export { RaceDrawer } from '../settings/RaceDrawer.tsx';
