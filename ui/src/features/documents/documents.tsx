// The imported source files.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDocuments } from "../../api/queries";
import type { DocumentView } from "../../api/types";
import { Answered, Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { localMinute } from "../../day";
import { ABSENT, grouped } from "../../money";

/** The list. */
export function DocumentList() {
  const { t } = useTranslation();
  const documents = useDocuments();
  const columns = useColumns();
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
          />
        )
      }
    </Answered>
  );
}

const COUNTS = ["rows", "records", "duplicates", "quarantined"] as const;

function useColumns(): Column<DocumentView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: "id", head: "#", width: 48, cell: ({ id }) => id },
      { id: "name", head: t("window.column.file"), cell: ({ name }) => name },
      {
        id: "format",
        head: t("window.column.format"),
        width: 170,
        cell: ({ format, format_title }) => <span title={format}>{format_title}</span>,
      },
      {
        id: "days",
        head: t("window.column.days"),
        width: 104,
        cell: ({ first_day, last_day }) => <Days first={first_day} last={last_day} />,
      },
      ...COUNTS.map(
        (id): Column<DocumentView> => ({
          id,
          head: t(`window.column.${id}`),
          width: 82,
          right: true,
          compare: (left, right) => left[id] - right[id],
          cell: (row) => grouped(`${row[id]}`),
        }),
      ),
      {
        id: "sha256",
        head: t("window.column.fingerprint"),
        width: 116,
        cell: ({ sha256 }) => <span title={sha256}>{sha256.slice(0, 10)}…</span>,
      },
      {
        id: "imported_at",
        head: t("window.column.imported_at"),
        width: 104,
        cell: ({ imported_at }) => localMinute(imported_at),
      },
    ],
    [t],
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
