// A row of a source file exactly as it was written, with the counted cell marked.
import { useTranslation } from "react-i18next";
import { useRawRow } from "../../api/queries";
import type { RawCellView, RawRowView } from "../../api/types";
import { usePlace } from "../../components/problem";
import { Answered } from "../../components/states";
import styles from "./raw-row.module.css";

/** The row a record was read from. */
export function RawCells({ record }: { record: number }) {
  const row = useRawRow(record);
  return <Answered answer={row}>{(found) => <Row row={found} />}</Answered>;
}

function Row({ row }: { row: RawRowView }) {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <div data-testid="raw-row">
      <dl className={styles.about}>
        <dt>{t("window.column.file")}</dt>
        <dd>{row.document_name}</dd>
        <dt>{t("window.column.place")}</dt>
        <dd>{place(row.place)}</dd>
        <dt>SHA-256</dt>
        <dd className={styles.hash}>{row.sha256}</dd>
      </dl>
      <table className={styles.cells}>
        <thead>
          <tr>
            <th scope="col">{t("window.raw.column")}</th>
            <th scope="col">{t("window.raw.text")}</th>
            <th scope="col">{t("window.raw.field")}</th>
          </tr>
        </thead>
        <tbody>
          {row.cells.map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns may repeat and never move.
            <Cell key={at} cell={cell} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: RawCellView }) {
  const { t, i18n } = useTranslation();
  const key = `window.field.${cell.field}`;
  return (
    <tr data-counted={cell.counted || undefined}>
      <th scope="row">{cell.column}</th>
      <td className={styles.text} data-testid={cell.counted ? "raw-cell-counted" : undefined}>
        {cell.text}
      </td>
      <td className={styles.field}>
        {i18n.exists(key) ? t(key) : cell.field}
        {cell.counted && <b>{t("window.raw.counted")}</b>}
      </td>
    </tr>
  );
}
