// The records behind a sum: paged from the case, only those in sight are drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { PAGE_ROWS } from "../../api/commands";
import type { RecordsOf } from "../../api/generated/RecordsOf";
import { useRecordPages } from "../../api/queries";
import type { RecordView } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { Answered, Empty } from "../../components/states";
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
  const first = useRecordPages(of, [0])[0];
  if (first === undefined) return null;
  return (
    <Answered answer={first}>
      {({ total, sum }) => (
        <div>
          <div className={styles.about}>
            <span>{nameOf(of)}</span>
            <span data-testid="trace-records-sum">
              {t("window.evidence.count_and_sum", { total: grouped(`${total}`), sum: shown(sum) })}
            </span>
          </div>
          {total === 0 ? (
            <Empty
              title={t("window.evidence.no_records")}
              todo={t("window.evidence.no_records_why")}
            />
          ) : (
            <RecordRows of={of} total={total} go={go} height={height} />
          )}
        </div>
      )}
    </Answered>
  );
}

function RecordRows({ of, total, go, height }: RecordListProps & { total: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const visible = virtual.getVirtualItems();
  const numbers = [...new Set(visible.map(({ index }) => pageOf(index)))];
  const pages = useRecordPages(of, numbers);
  const recordAt = (index: number) =>
    pages[numbers.indexOf(pageOf(index))]?.data?.rows[index % PAGE_ROWS];
  const failed = pages.find((page) => page.error !== null);
  return (
    <>
      <FailureAlert failure={failed?.error ?? null} />
      <div ref={scroller} className={styles.scroller} style={{ maxHeight: height }}>
        <div style={{ height: visible[0]?.start ?? 0 }} />
        {visible.map(({ index, key }) => (
          <RecordRow
            key={key}
            record={recordAt(index)}
            open={(record) => go({ kind: "raw", record })}
          />
        ))}
        <div style={{ height: virtual.getTotalSize() - (visible.at(-1)?.end ?? 0) }} />
      </div>
    </>
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
  const row = t("window.place.row", { row: record.row });
  const where = [record.document_name, record.sheet, row, t(`status.${record.status}`)];
  return (
    <button
      type="button"
      className={styles.row}
      data-testid={`trace-record-${record.id}`}
      onClick={() => open(record.id)}
    >
      <span className={styles.day}>{record.on ?? ABSENT}</span>
      <span className={styles.what}>
        <span>{what.filter((part) => part !== null).join(" / ") || ABSENT}</span>
        <span className={styles.where}>{where.filter((part) => part !== null).join(" / ")}</span>
      </span>
      <span className={styles.amount}>{shown(record.amount)}</span>
    </button>
  );
}
