// Invented control totals: two days were read, and what a person types is held against them.
import type { StatedTotal, TotalsCheck } from "../types";
import { FILES } from "./records";
import type { Answers } from "./world";

/** What was read of two days. */
const READ = { rows: "40", sum: "1234.50" };
const DAYS = [
  { day: "2024-05-10", rows: 18, found: { rows: "18", sum: "500.00" } },
  { day: "2024-05-11", rows: 22, found: { rows: "22", sum: "734.50" } },
] as const;

/** The answers. */
export const TOTALS: Answers = {
  check_totals: (world, { document }): TotalsCheck => {
    const own = world.totals.filter((total) => total.document === document);
    const stated = own.map(({ id, label, of, from, until, value }) => {
      const measure = of === "rows" ? "rows" : "sum";
      const found = READ[measure];
      return {
        id,
        label: label ?? of,
        of,
        from,
        until,
        stated: value,
        found,
        difference: value === found ? "0" : "1.00",
        agrees: value === found,
        days: DAYS.map(({ day, rows, found: read }) => ({ day, rows, found: read[measure] })),
      };
    });
    return {
      document: document as number,
      name: FILES.find(({ id }) => id === document)?.name ?? "",
      stated,
      controls:
        document === 2
          ? [{ label: "佣金合计", stated: "3899684.51", found: "3899684.51", agrees: true }]
          : [],
      quarantined: document === 2 ? 3 : 0,
      agrees: stated.every(({ agrees }) => agrees),
    };
  },
  state_total: (world, payload) => {
    const { document, total } = payload as { document: number; total: StatedTotal };
    world.totals.push({ ...total, document, id: world.totals.length + 1 });
  },
  remove_total: (world, { total }) => {
    world.totals = world.totals.filter(({ id }) => id !== total);
  },
};
