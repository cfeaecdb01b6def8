// Who is who in the invented case: decisions are noted and taken back; they move nothing.
import type { IdentityDecision } from "../generated/IdentityDecision";
import type { LinkRole } from "../generated/LinkRole";
import type { AccountView, IdentityDecisionView, IdentityView, LinkView } from "../types";
import type { Answers, World } from "./world";

/** An account without dates. */
export function inventAccount(
  platform: string,
  id: string,
  name: string | null = null,
): AccountView {
  return { platform, id, name, since: null, until: null, evidence: null };
}

/** A relation that still holds. */
export function inventLink(role: LinkRole, to: string, since: string): LinkView {
  return { role, to, since, until: null, share: null, evidence: null };
}

/** The answers. */
export const IDENTITY: Answers = {
  identity: (world): IdentityView => ({
    groups: [],
    decisions: world.whoIsWho,
    unassigned: world.unassigned,
  }),
  decide_identity: (world, { decision, reason }) =>
    decide(world, decision as IdentityDecision, reason),
  take_back_decision: (world, { decision }) => {
    world.whoIsWho = world.whoIsWho.map((known) =>
      known.number === decision ? { ...known, taken_back_at: "2026-11-21T08:30:00Z" } : known,
    );
  },
};

function decide(world: World, decision: IdentityDecision, reason: unknown): number {
  const number = world.whoIsWho.length + 1;
  const noted: IdentityDecisionView = {
    number,
    decision,
    reason: String(reason),
    at: "2026-11-21T08:00:00Z",
    taken_back_at: null,
  };
  world.whoIsWho = [...world.whoIsWho, noted];
  return number;
}
