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
export function useQuarantineColumns({ chosen, toggle, open }: Doing): Column<QuarantinedRow>[] {
  const { t } = useTranslation();
  const place = usePlace();
  return useMemo(
    () => [
      {
        id: "choose",
        head: "",
        width: 34,
        cell: (row) =>
          row.status === "waiting" && (
            <input
              type="checkbox"
              className={styles.check}
              aria-label={t("window.quarantine.choose", { place: place(row.problem.place) })}
              checked={chosen.includes(row.id)}
              data-testid={`choose-${row.id}`}
              onChange={() => toggle(row)}
            />
          ),
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
        width: 236,
        cell: (row) => (
          <>
            <div>{row.name}</div>
            {row.status === "corrected" ? (
              place(row.problem.place)
            ) : (
              <button
                type="button"
                className={document.name}
                data-testid={`correct-${row.id}`}
                onClick={() => open(row)}
              >
                {place(row.problem.place)}
              </button>
            )}
          </>
        ),
      },
      {
        id: "problem",
        head: t("window.column.problem"),
        cell: ({ problem, reason }) => (
          <>
            {t(`problem.${problem.code}`, { ...problem.place, found: problem.found })}
            {reason !== null && (
              <div className={styles.reason}>{t("window.quarantine.reason", { reason })}</div>
            )}
          </>
        ),
      },
      {
        id: "found",
        head: t("window.column.found"),
        width: 120,
        cell: ({ problem }) => problem.found !== "" && <code>{problem.found}</code>,
      },
      {
        id: "raw",
        head: t("window.column.row_text"),
        width: 250,
        cell: ({ raw }) => (
          <div className={styles.raw} title={raw.join("\n")}>
            {raw.join(" | ")}
          </div>
        ),
      },
    ],
    [t, place, chosen, toggle, open],
  );
}
