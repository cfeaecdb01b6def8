// Rows that could not be taken: each with its reason, its text and what was decided, so that none is lost.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuarantineShown } from "../../api/generated/QuarantineShown";
import { useQuarantine } from "../../api/intake-queries";
import type { QuarantinedRow, QuarantinePage } from "../../api/types";
import { Choice } from "../../components/choice";
import { Answered, Empty } from "../../components/states";
import { DataTable } from "../../components/table";
import { CorrectRow } from "./correct-row";
import styles from "./quarantine.module.css";
import { useQuarantineColumns } from "./quarantine-columns";
import { ExportRows, ReplayRows } from "./quarantine-files";
import { Pages } from "./quarantine-pages";
import { WaiveRows } from "./waive-rows";

const SHOWN: readonly QuarantineShown[] = ["waiting", "left_out", "all"];

/** The list, a page at a time. */
export function QuarantineList() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<QuarantineShown>("waiting");
  const [offset, setOffset] = useState(0);
  const page = useQuarantine(shown, offset);
  return (
    <>
      <div className={styles.tools}>
        <Choice
          label={t("window.quarantine.which")}
          options={SHOWN.map((value) => ({ value, text: t(`window.quarantine.show.${value}`) }))}
          value={shown}
          onChange={(value) => {
            setShown(value);
            setOffset(0);
          }}
          testId="quarantine-show"
        />
        <ExportRows shown={shown} />
        <ReplayRows />
      </div>
      <Answered answer={page}>
        {(found) =>
          found.total === 0 ? (
            <Empty title={t("window.quarantine.empty")} todo={t("window.quarantine.todo")} />
          ) : (
            <>
              <Rows page={found} />
              <Pages offset={offset} total={found.total} setOffset={setOffset} />
            </>
          )
        }
      </Answered>
    </>
  );
}

function Rows({ page }: { page: QuarantinePage }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [opened, setOpened] = useState<number | null>(null);
  const toggle = ({ id }: QuarantinedRow) =>
    setChosen(chosen.includes(id) ? chosen.filter((known) => known !== id) : [...chosen, id]);
  const columns = useQuarantineColumns({ chosen, toggle, open: ({ id }) => setOpened(id) });
  const row = page.rows.find(({ id }) => id === opened);
  const still = page.rows.filter(({ id, status }) => chosen.includes(id) && status === "waiting");
  return (
    <>
      {row && row.status !== "corrected" && (
        <CorrectRow key={row.id} row={row} close={() => setOpened(null)} />
      )}
      {still.length > 0 && (
        <WaiveRows rows={still.map(({ id }) => id)} done={() => setChosen([])} />
      )}
      <DataTable
        label={t("window.nav.documents")}
        testId="quarantine-table"
        rows={page.rows}
        columns={columns}
        rowKey={(one) => `${one.id}`}
        faded={({ status }) => status !== "waiting"}
      />
    </>
  );
}
