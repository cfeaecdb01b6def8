// Rows that could not be taken: each with its reason and its text, so that none is lost.
import { Button, Group, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { PAGE_ROWS } from "../../api/commands";
import { useQuarantine } from "../../api/queries";
import type { QuarantinedRow } from "../../api/types";
import { usePlace } from "../../components/problem";
import { Answered, Empty } from "../../components/states";
import { type Column, DataTable } from "../../components/table";
import { grouped } from "../../money";
import styles from "./quarantine.module.css";

/** The list, a page at a time. */
export function QuarantineList() {
  const { t } = useTranslation();
  const [offset, setOffset] = useState(0);
  const page = useQuarantine(offset);
  const columns = useColumns();
  return (
    <Answered answer={page}>
      {({ total, rows }) =>
        total === 0 ? (
          <Empty title={t("window.quarantine.empty")} todo={t("window.quarantine.todo")} />
        ) : (
          <>
            <DataTable
              label={t("window.documents.parts")}
              testId="quarantine-table"
              rows={rows}
              columns={columns}
              rowKey={(row) => `${row.document}/${JSON.stringify(row.problem.place)}`}
            />
            <Pages offset={offset} total={total} setOffset={setOffset} />
          </>
        )
      }
    </Answered>
  );
}

type PagesProps = { offset: number; total: number; setOffset: (offset: number) => void };

function Pages({ offset, total, setOffset }: PagesProps) {
  const { t } = useTranslation();
  const last = Math.min(offset + PAGE_ROWS, total);
  return (
    <Group gap="sm">
      <Text size="xs" c="dimmed">
        {t("window.quarantine.shown", {
          first: grouped(`${offset + 1}`),
          last: grouped(`${last}`),
          total: grouped(`${total}`),
        })}
      </Text>
      <Button
        variant="default"
        size="compact-xs"
        disabled={offset === 0}
        onClick={() => setOffset(offset - PAGE_ROWS)}
      >
        {t("window.page.earlier")}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        disabled={last === total}
        onClick={() => setOffset(offset + PAGE_ROWS)}
      >
        {t("window.page.later")}
      </Button>
    </Group>
  );
}

function useColumns(): Column<QuarantinedRow>[] {
  const { t } = useTranslation();
  const place = usePlace();
  return useMemo(
    () => [
      { id: "name", head: t("window.column.file"), width: 220, cell: ({ name }) => name },
      {
        id: "place",
        head: t("window.column.place"),
        width: 210,
        cell: ({ problem }) => place(problem.place),
      },
      {
        id: "problem",
        head: t("window.column.problem"),
        cell: ({ problem }) =>
          t(`problem.${problem.code}`, { ...problem.place, found: problem.found }),
      },
      {
        id: "found",
        head: t("window.column.found"),
        width: 130,
        cell: ({ problem }) => <code>{problem.found}</code>,
      },
      {
        id: "raw",
        head: t("window.column.row_text"),
        width: 280,
        cell: ({ raw }) => (
          <div className={styles.raw} title={raw.join("\n")}>
            {raw.join(" | ")}
          </div>
        ),
      },
    ],
    [t, place],
  );
}
