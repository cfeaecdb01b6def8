// What the list of the quarantine shows of a row.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { QuarantinedRow } from "../../api/types";
import { usePlace } from "../../components/problem";
import type { Column } from "../../components/table";
import document from "./document.module.css";
import styles from "./quarantine.module.css";

type Doing = {
  chosen: readonly number[];
  toggle: (row: QuarantinedRow) => void;
  open: (row: QuarantinedRow) => void;
};

/** The columns. */
export function useQuarantineColumns(doing: Doing): Column<QuarantinedRow>[] {
  const { t } = useTranslation();
  const { chosen, toggle, open } = doing;
  return useMemo(
    () => [
      {
        id: "choose",
        head: "",
        width: 34,
        cell: (row) => <Choose row={row} chosen={chosen} toggle={toggle} />,
      },
      {
        id: "status",
        head: t("window.column.status"),
        width: 84,
        cell: ({ status }) => t(`quarantine.status.${status}`),
      },
      {
        id: "place",
        head: t("window.column.place"),
        width: 208,
        cell: (row) => <Where row={row} open={open} />,
      },
      { id: "problem", head: t("window.column.problem"), cell: (row) => <Why row={row} /> },
      {
        id: "found",
        head: t("window.column.found"),
        width: 120,
        cell: ({ problem }) => problem.found !== "" && <code>{problem.found}</code>,
      },
      {
        id: "raw",
        head: t("window.column.row_text"),
        width: 226,
        cell: ({ raw }) => (
          <div className={styles.raw} title={raw.join("\n")}>
            {raw.join(" | ")}
          </div>
        ),
      },
    ],
    [t, chosen, toggle, open],
  );
}

type ChooseProps = Pick<Doing, "chosen" | "toggle"> & { row: QuarantinedRow };

function Choose({ row, chosen, toggle }: ChooseProps) {
  const { t } = useTranslation();
  const place = usePlace();
  if (row.status !== "waiting") return null;
  return (
    <input
      type="checkbox"
      className={styles.check}
      aria-label={t("window.quarantine.choose", { place: place(row.problem.place) })}
      checked={chosen.includes(row.id)}
      data-testid={`choose-${row.id}`}
      onChange={() => toggle(row)}
    />
  );
}

/** File and place; the place opens the row as long as it is no record. */
function Where({ row, open }: Pick<Doing, "open"> & { row: QuarantinedRow }) {
  const place = usePlace();
  const at = place(row.problem.place);
  return (
    <>
      <div>{row.name}</div>
      {row.status === "corrected" ? (
        at
      ) : (
        <button
          type="button"
          className={document.name}
          data-testid={`correct-${row.id}`}
          onClick={() => open(row)}
        >
          {at}
        </button>
      )}
    </>
  );
}

function Why({ row: { problem, reason } }: { row: QuarantinedRow }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`problem.${problem.code}`, { ...problem.place, found: problem.found })}
      {reason !== null && (
        <div className={styles.reason}>{t("window.quarantine.reason", { reason })}</div>
      )}
    </>
  );
}
