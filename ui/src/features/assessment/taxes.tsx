// Taxes by party, tax and period. A row opens its worksheet.
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TaxRow } from "../../api/generated/TaxRow";
import { amountColumn } from "../../components/amounts";
import { ConfidenceMark } from "../../components/citation";
import { Amount, FigureCode } from "../../components/figure";
import { type Column, DataTable } from "../../components/table";
import { grouped, isShort } from "../../money";
import { usePartyName } from "../../names";
import { useView } from "../../view";
import styles from "./taxes.module.css";

/** The table. */
export function TaxTable({ rows }: { rows: TaxRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const { openFigure } = useView();
  const columns = useColumns();
  return (
    <DataTable
      label={t("window.assessment.taxes")}
      testId="tax-table"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.figure}
      group={{ of: (row) => row.party, head: nameOf }}
      short={(row) => isShort(row.underpaid)}
      notes={(row) => notesOf(row).map((key) => <Note key={key.text} note={key} />)}
      onOpen={(row) => openFigure(row.figure)}
    />
  );
}

const AMOUNTS = ["taxable_income", "due", "paid", "underpaid"] as const;

function useColumns(): Column<TaxRow>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: "figure",
        head: t("window.column.code"),
        width: 56,
        least: 50,
        cell: (row) => <FigureCode code={row.figure} />,
      },
      {
        id: "tax",
        head: t("window.column.tax"),
        least: 132,
        cell: (row) => <Two above={t(`tax.${row.tax}`)} below={row.period} />,
      },
      ...AMOUNTS.map(
        (id): Column<TaxRow> =>
          amountColumn({
            id,
            head: t(`window.column.${id}`),
            width: 112,
            least: 88,
            short: id === "underpaid",
          }),
      ),
      {
        id: "deadline",
        head: t("window.column.deadline"),
        width: 104,
        least: 90,
        right: true,
        cell: (row) => <Deadline row={row} />,
      },
      {
        id: "surcharge",
        head: t("window.column.surcharge"),
        width: 104,
        least: 86,
        right: true,
        cell: (row) => <SurchargeCell row={row} />,
      },
      {
        id: "fine",
        head: t("window.column.fine"),
        width: 192,
        least: 102,
        right: true,
        cell: (row) => <FineCell row={row} />,
      },
    ],
    [t],
  );
}

function Two({ above, below }: { above: ReactNode; below: ReactNode }) {
  return (
    <>
      <div>{above}</div>
      <div className={styles.below}>{below}</div>
    </>
  );
}

function Deadline({ row }: { row: TaxRow }) {
  const { t } = useTranslation();
  const passed = t(row.overdue ? "window.assessment.passed" : "window.assessment.ahead");
  return (
    <Two
      above={row.deadline ?? t("window.assessment.not_published")}
      below={
        row.deadline_confidence !== null &&
        (row.deadline_confidence === "high" ? (
          passed
        ) : (
          <ConfidenceMark confidence={row.deadline_confidence} />
        ))
      }
    />
  );
}

function SurchargeCell({ row }: { row: TaxRow }) {
  const { t } = useTranslation();
  const { days, amount, capped_at_tax, parts } = row.surcharge;
  const capped = amount !== null && capped_at_tax !== null && amount !== capped_at_tax;
  return (
    <Two
      above={<Amount amount={amount} />}
      below={
        <>
          {days > 0 && isShort(row.underpaid) && t("window.assessment.days", { days })}
          {parts
            .filter(({ paid }) => paid)
            .map((part) => (
              <div key={part.until}>
                {t("window.assessment.paid_late", {
                  tax: grouped(part.tax),
                  day: part.until,
                  days: part.days,
                })}
              </div>
            ))}
          {capped && (
            <div title={t("window.assessment.capped_why")}>
              {t("window.assessment.capped")} <Amount amount={capped_at_tax} />
            </div>
          )}
        </>
      }
    />
  );
}

function FineCell({ row }: { row: TaxRow }) {
  const { t } = useTranslation();
  const { article, low, high, multiple, amount } = row.fine;
  if (article === null || low === null) return <Amount amount={null} />;
  const range = (
    <>
      <Amount amount={low} /> – <Amount amount={high} />
    </>
  );
  const set =
    multiple !== null && amount !== null
      ? t("window.assessment.multiple", { multiple })
      : t("window.assessment.range");
  return (
    <Two
      above={amount === null ? range : <Amount amount={amount} />}
      below={`${t("window.assessment.article", { article })} / ${set}`}
    />
  );
}

type Note = { text: string; kind: "missing" | "assumption" | "treated" };

function notesOf(row: TaxRow): Note[] {
  const missing: Note[] = row.missing === null ? [] : [{ kind: "missing", text: row.missing }];
  const treated: Note[] =
    row.treated_as === null ? [] : [{ kind: "treated", text: row.treated_as }];
  const assumptions = row.assumptions.map((text): Note => ({ kind: "assumption", text }));
  return [...missing, ...treated, ...assumptions];
}

function Note({ note }: { note: Note }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  switch (note.kind) {
    case "missing":
      return <span className={styles.missing}>{t(`missing.${note.text}`)}</span>;
    case "assumption":
      return <span>{t(`assumption.${note.text}`)}</span>;
    case "treated":
      return <span>{t("window.assessment.treated", { party: nameOf(note.text) })}</span>;
  }
}
