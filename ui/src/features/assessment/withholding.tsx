// Withholding recomputed payment by payment: what the payer was to withhold, and what was withheld.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WithholdingRow } from "../../api/generated/WithholdingRow";
import { amountColumn } from "../../components/amounts";
import { FigureCode } from "../../components/figure";
import { Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { isShort } from "../../money";
import { usePartyName } from "../../names";
import { useView } from "../../view";

const AMOUNTS = ["income", "due", "withheld", "shortfall"] as const;

/** The table. */
export function WithholdingTable({ rows }: { rows: WithholdingRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const { openFigure } = useView();
  const columns = useColumns();
  if (rows.length === 0) {
    return <Empty title={t("window.withholding.empty")} todo={t("window.withholding.todo")} />;
  }
  return (
    <DataTable
      label={t("window.assessment.withholding")}
      testId="withholding-table"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.figure}
      group={{ of: (row) => row.party, head: nameOf }}
      short={(row) => isShort(row.shortfall)}
      onOpen={(row) => openFigure(row.figure)}
    />
  );
}

function useColumns(): Column<WithholdingRow>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: "figure",
        head: t("window.column.code"),
        width: 72,
        least: 60,
        cell: (row) => <FigureCode code={row.figure} />,
      },
      {
        id: "period",
        head: t("window.column.period"),
        width: 92,
        least: 80,
        cell: (row) => row.period,
      },
      { id: "payer", head: t("window.column.payer"), cell: (row) => row.payer ?? "—" },
      {
        id: "method",
        head: t("window.column.method"),
        width: 150,
        least: 96,
        cell: (row) => t(`window.method.${row.method}`),
      },
      ...AMOUNTS.map(
        (id): Column<WithholdingRow> =>
          amountColumn({
            id,
            head: t(`window.withholding.${id}`),
            width: 134,
            least: 100,
            short: id === "shortfall",
          }),
      ),
    ],
    [t],
  );
}
