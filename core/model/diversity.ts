/**
 * What two routes must not have in common. `link`: no resource and no interconnect. `shared-risk`: nor a shared-risk group. `node`: as `link`, and no
 * node but one that is an end of both. `site`: as `node`, and no site but those of the ends. So two circuits side by side are diverse by
 * link and, if they join the ends, by node and site; by shared risk only if no group holds both.
 */
export const diversityKinds = ['link', 'node', 'site', 'shared-risk'] as const;
export type DiversityKind = (typeof diversityKinds)[number];

/** An order's wish to be apart from another order's route. */
export interface Diversity {
  readonly fromOrderId: string;
  readonly by: DiversityKind;
  /** Else it is a preference: followed where it can be, and never a reason to refuse the order. */
  readonly isRequired: boolean;
}
