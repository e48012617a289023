/** The drawers of what all lanes share, which the page loads after it can train. */
export { ModelDrawer } from '../model/ModelDrawer.tsx';
export { DataDrawer } from './DataDrawer.tsx';
export { LengthDrawer } from './LengthDrawer.tsx';
export { RaceDrawer } from './RaceDrawer.tsx';
