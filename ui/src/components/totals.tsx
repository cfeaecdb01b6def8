// What is short in all, party by party.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TotalRow } from "../api/generated/TotalRow";
import { isShort } from "../money";
import { usePartyName } from "../names";
import { useView } from "../view";
import { amountColumn } from "./amounts";
import { FigureCode } from "./figure";
import { type Column, DataTable } from "./table";

const AMOUNTS = [
  "underpaid",
  "surcharge",
  "fine_low",
  "fine_high",
  "total_low",
  "total_high",
] as const;

/** Sums of the taxes by party. */
export function TotalsTable({ totals }: { totals: TotalRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const { openFigure } = useView();
  const columns = useMemo<Column<TotalRow>[]>(
    () => [
      {
        id: "figure",
        head: t("window.column.code"),
        width: 64,
        least: 56,
        cell: (row) => <FigureCode code={row.figure} />,
      },
      { id: "party", head: t("window.column.party"), least: 104, cell: (row) => nameOf(row.party) },
      ...AMOUNTS.map(
        (id): Column<TotalRow> =>
          amountColumn({
            id,
            head: t(`window.column.${id}`),
            width: 132,
            least: 98,
            short: id === "underpaid",
          }),
      ),
    ],
    [t, nameOf],
  );
  return (
    <DataTable
      label={t("window.totals.title")}
      testId="totals-table"
      rows={totals}
      columns={columns}
      rowKey={(row) => row.figure}
      short={(row) => isShort(row.underpaid)}
      onOpen={(row) => openFigure(row.figure)}
      height={320}
    />
  );
}
