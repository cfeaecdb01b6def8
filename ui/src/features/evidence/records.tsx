// The records behind a sum: paged from the case, only those in sight are drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { PAGE_ROWS } from "../../api/commands";
import type { RecordsOf } from "../../api/generated/RecordsOf";
import type { RecordView } from "../../api/pending";
import { useRecordPages } from "../../api/queries";
import { FailureAlert } from "../../components/failure";
import { Empty, Waiting } from "../../components/states";
import { ABSENT, grouped, shown } from "../../money";
import type { Stop } from "./drawer";
import { useRecordsName } from "./labels";
import styles from "./records.module.css";

/** Height of a row, in the style sheet as well. */
const ROW_HEIGHT = 46;

type RecordListProps = { of: RecordsOf; go: (stop: Stop) => void; height: number };

/** The list. */
export function RecordList({ of, go, height }: RecordListProps) {
  const { t } = useTranslation();
  const nameOf = useRecordsName();
  const scroller = useRef<HTMLDivElement>(null);
  const total = useRecordPages(of, []).loaded.get(0)?.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const visible = virtual.getVirtualItems();
  const { loaded, error } = useRecordPages(
    of,
    visible.map(({ index }) => pageOf(index)),
  );
  const first = loaded.get(0);
  if (error) return <FailureAlert failure={error} />;
  return (
    <div>
      <div className={styles.about}>
        <span>{nameOf(of)}</span>
        {first && (
          <span data-testid="trace-records-sum">
            {t("window.evidence.count_and_sum", {
              total: grouped(`${first.total}`),
              sum: shown(first.sum),
            })}
          </span>
        )}
      </div>
      <div ref={scroller} className={styles.scroller} style={{ height }}>
        {first === undefined && <Waiting />}
        {first?.total === 0 && (
          <Empty
            title={t("window.evidence.no_records")}
            todo={t("window.evidence.no_records_why")}
          />
        )}
        <div style={{ height: visible[0]?.start ?? 0 }} />
        {visible.map(({ index, key }) => (
          <RecordRow
            key={key}
            record={loaded.get(pageOf(index))?.rows[index % PAGE_ROWS]}
            open={(record) => go({ kind: "raw", record })}
          />
        ))}
        <div style={{ height: virtual.getTotalSize() - (visible.at(-1)?.end ?? 0) }} />
      </div>
    </div>
  );
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS);
}

type RecordRowProps = { record: RecordView | undefined; open: (record: number) => void };

function RecordRow({ record, open }: RecordRowProps) {
  const { t } = useTranslation();
  if (record === undefined) return <div className={styles.row}>…</div>;
  const what = [record.order_id, record.counterparty, record.description];
  return (
    <button
      type="button"
      className={styles.row}
      data-testid={`trace-record-${record.id}`}
      onClick={() => open(record.id)}
    >
      <span className={styles.day}>{record.on ?? ABSENT}</span>
      <span className={styles.what}>
        <span>{what.filter((part) => part !== null).join(" · ") || ABSENT}</span>
        <span className={styles.where}>
          {record.document_name}
          {record.sheet !== null && ` · ${record.sheet}`} ·{" "}
          {t("window.place.row", { row: record.row })} · {t(`status.${record.status}`)}
        </span>
      </span>
      <span className={styles.amount}>{shown(record.amount)}</span>
    </button>
  );
}
