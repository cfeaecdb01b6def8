// Mappings: layouts of a person's own, made from any table, and the answers that are remembered.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { chooseTable } from "../../api/native";
import { AskPath } from "../../components/ask-path";
import { FailureAlert } from "../../components/failure";
import { PageFrame, Panel } from "../../components/page";
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
  const drafting = useDrafting();
  const { mutate } = drafting;
  useEffect(() => {
    if (wanted !== null) mutate({ path: wanted, header: null });
  }, [wanted, mutate]);
  return (
    <Panel title={t("window.mappings.new")}>
      <AskPath
        label={t("window.mappings.table")}
        action={t("window.mappings.begin")}
        first={wanted ?? ""}
        choose={chooseTable}
        run={(path) => mutate({ path, header: null })}
        busy={drafting.isPending}
        testIds={{ path: "mapping-path", run: "mapping-begin" }}
        className={styles.begin}
      />
      <FailureAlert failure={drafting.error} />
    </Panel>
  );
}
