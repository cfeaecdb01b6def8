// What can be added to the set-up of a case: the same shape as the manifest file `case.toml`.
import type { LinkRole } from "./generated/LinkRole";
import type { Money } from "./generated/Money";
import type { PartyKind } from "./generated/PartyKind";

/** Deductions of a year, as stated. */
export type ManifestDeductions = { year: number; special: Money; additional: Money; other: Money };

/** How business income is collected: 核定 with a profit rate, or 查账. */
export type ManifestCollection = { method: "assessed"; profit_rate: string } | { method: "books" };

/** A person or firm. */
export type ManifestParty = {
  id: string;
  name: string;
  kind: PartyKind;
  deductions?: ManifestDeductions[];
  collection?: ManifestCollection;
};

/** A dated relation between two parties. */
export type ManifestLink = { from: string; to: string; role: LinkRole; since: string };

/** An account and whom it belongs to. */
export type ManifestAccount = { platform: string; id: string; party: string };

/** Any part of a set-up. */
export type Manifest = {
  party?: ManifestParty[];
  link?: ManifestLink[];
  account?: ManifestAccount[];
};
