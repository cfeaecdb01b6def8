// Two headers side by side: the columns that were expected, those that were found, what became of each.
import { useTranslation } from "react-i18next";
import type { ColumnChange } from "../api/generated/ColumnChange";
import { ABSENT } from "../money";
import styles from "./grid.module.css";

type DriftProps = { columns: ColumnChange[]; testId?: string };

/** The comparison. Columns that figures rest on are marked. */
export function DriftTable({ columns, testId }: DriftProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.scroller} data-testid={testId}>
      <table className={styles.grid} aria-label={t("window.drift.label")}>
        <thead>
          <tr>
            <th scope="col">{t("window.drift.expected")}</th>
            <th scope="col">{t("window.drift.found")}</th>
            <th scope="col">{t("window.drift.change")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((line) => (
            <tr key={`${line.expected}/${line.found}`} data-marked={line.holds || undefined}>
              <td>{line.expected ?? ABSENT}</td>
              <td>{line.found ?? ABSENT}</td>
              <td>
                {t(`change.${line.change}`)}
                {line.holds && ` · ${t("window.drift.holds")}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
