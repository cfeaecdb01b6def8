// What waiting costs: tax, surcharge and the range of the fine if what is open is settled on a later day.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WaitingDay } from "../../api/generated/WaitingDay";
import type { WaitingRow } from "../../api/generated/WaitingRow";
import { amountColumn } from "../../components/amounts";
import { FigureCode } from "../../components/figure";
import { Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { usePartyName } from "../../names";
import { useView } from "../../view";
import styles from "./taxes.module.css";

const AMOUNTS = ["tax", "surcharge", "fine_low", "fine_high", "total_low", "total_high"] as const;

type Line = WaitingDay & Pick<WaitingRow, "party" | "manner" | "figure">;

/** One line for each party, manner and day. */
export function WaitingTable({ rows }: { rows: WaitingRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const { openFigure } = useView();
  const columns = useColumns();
  const lines = useMemo(() => rows.flatMap(linesOf), [rows]);
  if (lines.length === 0) {
    return <Empty title={t("window.waiting.empty")} todo={t("window.waiting.todo")} />;
  }
  return (
    <>
      <p className={styles.lead}>{t("window.waiting.purpose")}</p>
      <DataTable
        label={t("window.assessment.waiting")}
        testId="waiting-table"
        rows={lines}
        columns={columns}
        rowKey={(line) => `${line.figure}/${line.date}`}
        group={{ of: (line) => line.party, head: nameOf }}
        onOpen={(line) => openFigure(line.figure)}
      />
    </>
  );
}

function linesOf({ party, manner, figure, days }: WaitingRow): Line[] {
  return days.map((day) => ({ ...day, party, manner, figure }));
}

function useColumns(): Column<Line>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: "figure",
        head: t("window.column.code"),
        width: 72,
        least: 52,
        cell: (line) => <FigureCode code={line.figure} />,
      },
      {
        id: "manner",
        head: t("window.waiting.manner"),
        least: 88,
        cell: (line) => t(`manner.${line.manner}`),
      },
      {
        id: "date",
        head: t("window.waiting.date"),
        width: 108,
        least: 88,
        cell: (line) => line.date,
      },
      ...AMOUNTS.map(
        (id): Column<Line> =>
          amountColumn({
            id,
            head: id === "tax" ? t("window.waiting.tax") : t(`window.column.${id}`),
            width: 128,
            least: 90,
          }),
      ),
    ],
    [t],
  );
}
