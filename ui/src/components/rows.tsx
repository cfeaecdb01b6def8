// The first rows of a file as a small table: the header, then what stands below it.
import { useTranslation } from "react-i18next";
import styles from "./grid.module.css";

type RowsProps = { rows: string[][]; testId?: string };

/** The rows; the first one is the header. */
export function FirstRows({ rows, testId }: RowsProps) {
  const { t } = useTranslation();
  const [header = [], ...below] = rows;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const cells = (row: string[]) => Array.from({ length: width }, (_, at) => row[at] ?? "");
  return (
    <div className={styles.scroller} data-testid={testId}>
      <table className={styles.grid} data-tight aria-label={t("window.rows.label")}>
        <thead>
          <tr>
            {cells(header).map((name, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column alone.
              <th key={at} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {below.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone.
            <tr key={line}>
              {cells(row).map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column alone.
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
