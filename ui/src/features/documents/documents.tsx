// The imported source files.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDocuments } from "../../api/queries";
import type { DocumentView } from "../../api/types";
import { Answered, Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { localMinute } from "../../day";
import { ABSENT, grouped } from "../../money";
import styles from "./document.module.css";

type ListProps = { open: (document: number) => void };

/** The list; those taken back stay in it. */
export function DocumentList({ open }: ListProps) {
  const { t } = useTranslation();
  const documents = useDocuments();
  const columns = useColumns(open);
  return (
    <Answered answer={documents}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title={t("window.documents.empty")} todo={t("window.documents.todo")} />
        ) : (
          <DataTable
            label={t("window.nav.documents")}
            testId="documents-table"
            rows={rows}
            columns={columns}
            rowKey={(row) => `${row.id}`}
            faded={isUndone}
          />
        )
      }
    </Answered>
  );
}

const COUNTS = ["rows", "records", "duplicates", "quarantined"] as const;

/** Whether its import was taken back. */
export function isUndone({ undone_at }: DocumentView): boolean {
  return undone_at !== null;
}

function useColumns(open: ListProps["open"]): Column<DocumentView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: "id", head: "#", width: 48, least: 36, cell: ({ id }) => id },
      {
        id: "name",
        head: t("window.column.file"),
        cell: (row) => <Name document={row} open={open} />,
      },
      {
        id: "format",
        head: t("window.column.format"),
        width: 230,
        least: 140,
        cell: ({ format, format_title }) => <span title={format}>{format_title}</span>,
      },
      {
        id: "days",
        head: t("window.column.days"),
        width: 104,
        least: 96,
        cell: ({ first_day, last_day }) => <Days first={first_day} last={last_day} />,
      },
      ...COUNTS.map(
        (id): Column<DocumentView> => ({
          id,
          head: t(`window.column.${id}`),
          width: 82,
          least: 79,
          right: true,
          compare: (left, right) => left[id] - right[id],
          cell: (row) => grouped(`${row[id]}`),
        }),
      ),
      {
        id: "imported_at",
        head: t("window.column.imported_at"),
        width: 104,
        least: 98,
        cell: ({ imported_at }) => localMinute(imported_at),
      },
    ],
    [t, open],
  );
}

type NameProps = ListProps & { document: DocumentView };

function Name({ document, open }: NameProps) {
  const { t } = useTranslation();
  const { id, name, undone_at } = document;
  return (
    <>
      <button
        type="button"
        className={styles.name}
        data-testid={`document-${id}`}
        title={t("window.document.open", { name })}
        onClick={() => open(id)}
      >
        {name}
      </button>
      {undone_at !== null && (
        <div>{t("window.document.undone", { at: localMinute(undone_at) })}</div>
      )}
    </>
  );
}

function Days({ first, last }: { first: string | null; last: string | null }) {
  if (first === null) return ABSENT;
  return (
    <>
      <div>{first}</div>
      {last !== first && <div>{last}</div>}
    </>
  );
}
