import { z } from 'zod';

// zod asks whether it may compile, with new Function, when the first schema is built, and the policy of the page
// reports that: it must be told before, which only the module that hands zod out can promise
z.config({ jitless: true });

/** The schema library, set to interpret its schemas. All schemas are built with this one; the layer check sees to it. */
export { z };
