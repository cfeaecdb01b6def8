// Mappings: layouts of a person's own, made from any table, and the answers that are remembered.
import { Button } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseTable } from "../../api/native";
import { FailureAlert } from "../../components/failure";
import { PageFrame, Panel } from "../../components/page";
import { PathField } from "../../components/path-field";
import { useView } from "../../view";
import { AnswerList } from "./answers";
import { useDrafting } from "./drafting";
import { MappingList } from "./list";
import styles from "./mappings.module.css";
import { Wizard } from "./wizard";

/** The page. */
export function MappingsPage() {
  const { t } = useTranslation();
  const { making, wanted } = useView();
  return (
    <PageFrame title={t("window.nav.mappings")} purpose={t("window.mappings.purpose")}>
      {making === null || wanted !== null ? (
        <>
          <Begin />
          <MappingList />
          <AnswerList />
        </>
      ) : (
        <Wizard making={making} />
      )}
    </PageFrame>
  );
}

/** Where a mapping begins: with a table. */
function Begin() {
  const { t } = useTranslation();
  const { wanted } = useView();
  const [path, setPath] = useState(wanted ?? "");
  const drafting = useDrafting();
  const { mutate } = drafting;
  useEffect(() => {
    if (wanted !== null) mutate({ path: wanted, header: null });
  }, [wanted, mutate]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ path: path.trim(), header: null });
  };
  return (
    <Panel title={t("window.mappings.new")}>
      <form className={styles.begin} onSubmit={submit}>
        <PathField
          label={t("window.mappings.table")}
          value={path}
          onChange={setPath}
          choose={chooseTable}
          testId="mapping-path"
        />
        <Button
          type="submit"
          disabled={path.trim() === ""}
          loading={drafting.isPending}
          data-testid="mapping-begin"
        >
          {t("window.mappings.begin")}
        </Button>
      </form>
      <FailureAlert failure={drafting.error} />
    </Panel>
  );
}
