// The plan that the fake computes: one year that nobody filed.
import type { Money } from "../generated/Money";
import type { PlanStep } from "../generated/PlanStep";

/** Returns to file again. */
export const PLAN: PlanStep[] = [
  {
    party: "lin",
    tax: "iit.comprehensive",
    period: "2024",
    deadline: "2025-06-30",
    overdue: true,
    filed_income: null,
    amended_income: "640000.00" as Money,
    filed_tax: null,
    amended_tax: "100000.00" as Money,
    to_add: "100000.00" as Money,
    to_claim: null,
    surcharge: "1500.00" as Money,
    fines: [
      {
        conduct: "voluntary",
        article: "63",
        low: "0.00" as Money,
        high: "100000.00" as Money,
      },
    ],
    evidence: [
      { code: "T-1", records: 0 },
      { code: "BY-1.settled", records: 12 },
    ],
    findings: ["C1:lin:labour_remuneration:2024"],
    missing: null,
    figure: "P-1",
  },
];
