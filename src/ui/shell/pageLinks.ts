/** The pages that are built beside this one, from the address of the page. */
export const pageLinks = {
  licences: './licences.html',
  schema: './schema/experiment.v2.json',
} as const;
