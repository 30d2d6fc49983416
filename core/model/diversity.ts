/**
 * What two routes do not share. `link`: no resource and no interconnect. `shared-risk`: nor a shared-risk group. `node`: as `link`, and no
 * node but one that is an end of both. `site`: as `node`, and no site but those of the ends. So two circuits side by side are diverse by
 * link and, if they join the ends, by node and site; by shared risk only if no group holds both.
 */
export const diversities = ['link', 'node', 'site', 'shared-risk'] as const;
export type Diversity = (typeof diversities)[number];
