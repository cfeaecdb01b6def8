// Step one: which row of the file is its header.
import { useTranslation } from "react-i18next";
import { FailureAlert } from "../../components/failure";
import grid from "../../components/grid.module.css";
import { usePlace } from "../../components/problem";
import type { Making } from "../../view";
import { useDrafting } from "./drafting";
import styles from "./mappings.module.css";

/** The first rows, one of which is chosen. */
export function HeaderStep({ making }: { making: Making }) {
  const { t } = useTranslation();
  const place = usePlace();
  const drafting = useDrafting();
  const { draft, path, rows } = making;
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (draft.header_row === null) return <p className={styles.plain}>{t("window.header.json")}</p>;
  return (
    <>
      <div className={grid.scroller}>
        <table className={grid.grid} data-tight aria-label={t("window.header.rows")}>
          <tbody>
            {rows.map((row) => {
              const is = row.place.row === draft.header_row && row.place.sheet === draft.sheet;
              return (
                <tr key={place(row.place)} className={is ? styles.header : undefined}>
                  <td>
                    <label className={styles.radio}>
                      <input
                        type="radio"
                        name="header"
                        checked={is}
                        data-testid={`header-${row.place.row}`}
                        onChange={() => drafting.mutate({ path, header: row.place })}
                      />
                      {place(row.place)}
                    </label>
                  </td>
                  {row.cells.map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column alone.
                    <td key={at}>{cell}</td>
                  ))}
                  {row.cells.length < width && <td colSpan={width - row.cells.length} />}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <FailureAlert failure={drafting.error} />
    </>
  );
}
