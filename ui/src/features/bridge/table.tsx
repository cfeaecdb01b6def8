// The comparison as a table: one line a period and kind of income, its causes below it.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeRow } from "../../api/generated/BridgeRow";
import type { Side } from "../../api/generated/Side";
import { Figure, FigureCode } from "../../components/figure";
import { type Column, DataTable } from "../../components/table";
import { compareMoney, isShort } from "../../money";
import { usePartyName } from "../../names";
import { CauseLine } from "./causes";
import styles from "./table.module.css";

const SIDES: readonly Side[] = ["settled", "received", "platform_reported", "declared"];
const GAPS = ["receipt_unexplained", "unexplained"] as const;

type Amounts = Side | (typeof GAPS)[number];

/** The table. */
export function BridgeTable({ rows }: { rows: BridgeRow[] }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const columns = useColumns(open, setOpen);
  return (
    <DataTable
      label={t("window.nav.bridge")}
      testId="bridge-table"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.figure}
      group={{ of: (row) => row.party, head: nameOf }}
      short={isUnderReported}
      notes={(row) =>
        open.has(row.figure)
          ? [
              <CauseLine key="declared" side="declared" causes={row.causes} />,
              <CauseLine key="received" side="received" causes={row.receipt_causes} />,
              ...reportLine(row),
            ]
          : []
      }
    />
  );
}

/** Nothing where no platform reported. */
function reportLine(row: BridgeRow) {
  if (row.platform_reported === null) return [];
  const rest = { code: `${row.figure}.report_unexplained`, amount: row.report_unexplained };
  const causes = row.report_causes;
  return [<CauseLine key="reported" side="platform_reported" causes={causes} rest={rest} />];
}

/** Whether what was not declared is large enough to count, and on the side of too little. */
export function isUnderReported(row: BridgeRow): boolean {
  return row.material && isShort(row.undeclared);
}

function useColumns(
  open: ReadonlySet<string>,
  setOpen: (open: ReadonlySet<string>) => void,
): Column<BridgeRow>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const toggle = (figure: string) => {
      const next = new Set(open);
      if (!next.delete(figure)) next.add(figure);
      setOpen(next);
    };
    const amount = (id: Amounts): Column<BridgeRow> => ({
      id,
      head: t(
        id === "unexplained" || id === "receipt_unexplained" ? `window.column.${id}` : `side.${id}`,
      ),
      right: true,
      least: 88,
      compare: (left, right) => compareMoney(left[id], right[id]),
      cell: (row) => (
        <Figure
          code={`${row.figure}.${id}`}
          amount={row[id]}
          label={`${row.period} ${id}`}
          short={id === "unexplained" && isUnderReported(row)}
        />
      ),
    });
    return [
      {
        id: "figure",
        head: t("window.column.code"),
        width: 92,
        least: 84,
        cell: (row) => (
          <span className={styles.code}>
            <Expander row={row} isOpen={open.has(row.figure)} toggle={toggle} />
            <FigureCode code={row.figure} />
          </span>
        ),
      },
      {
        id: "period",
        head: t("window.column.period"),
        width: 92,
        least: 76,
        cell: (row) => row.period,
      },
      {
        id: "income",
        head: t("window.column.income_kind"),
        width: 154,
        least: 118,
        cell: (row) => t(`income.${row.income}`),
      },
      ...SIDES.map(amount),
      ...GAPS.map(amount),
    ];
  }, [t, open, setOpen]);
}

type ExpanderProps = { row: BridgeRow; isOpen: boolean; toggle: (figure: string) => void };

function Expander({ row, isOpen, toggle }: ExpanderProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={styles.expander}
      aria-expanded={isOpen}
      aria-label={t("window.bridge.causes")}
      title={t("window.bridge.causes")}
      data-testid={`causes-${row.figure}`}
      onClick={() => toggle(row.figure)}
    >
      {isOpen ? "▾" : "▸"}
    </button>
  );
}
