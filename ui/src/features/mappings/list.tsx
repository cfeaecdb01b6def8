// The mappings of the case: exporting, removing, and adding one that a file holds.
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addMappingFile, exportMapping, removeMapping } from "../../api/commands";
import { useMappings } from "../../api/intake-queries";
import { chooseMapping, placeMapping } from "../../api/native";
import { useChange } from "../../api/queries";
import type { MappingView } from "../../api/types";
import { AskPath } from "../../components/ask-path";
import { FailureAlert } from "../../components/failure";
import { Panel } from "../../components/page";
import { Answered } from "../../components/states";
import { localMinute } from "../../day";
import styles from "./mappings.module.css";

/** The list. */
export function MappingList() {
  const { t } = useTranslation();
  const mappings = useMappings();
  return (
    <Panel title={t("window.mappings.own")}>
      <Answered answer={mappings}>
        {(known) =>
          known.length === 0 ? (
            <Text size="sm" c="dimmed" data-testid="no-mappings">
              {t("window.mappings.none")}
            </Text>
          ) : (
            <ul className={styles.list} data-testid="mappings">
              {known.map((mapping) => (
                <Line key={mapping.id} mapping={mapping} />
              ))}
            </ul>
          )
        }
      </Answered>
      <AddFile />
    </Panel>
  );
}

function Line({ mapping }: { mapping: MappingView }) {
  const { t } = useTranslation();
  const { id, title, platform, saved_at, documents, signature } = mapping;
  const remove = useChange(removeMapping);
  const write = useChange((path: string) => exportMapping(id, path));
  const [asked, setAsked] = useState<"export" | "remove" | null>(null);
  return (
    <li className={styles.line} data-testid={`mapping-${id}`}>
      <div className={styles.lineHead}>
        <b>{title}</b>
        <code>{id}</code>
        <span className={styles.aside}>
          {t("window.mappings.about", { platform, documents, at: localMinute(saved_at) })}
        </span>
        <Group gap={6} className={styles.end}>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={asked === "export"}
            data-testid={`export-${id}`}
            onClick={() => setAsked(asked === "export" ? null : "export")}
          >
            {t("window.mappings.export")}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={asked === "remove"}
            data-testid={`remove-${id}`}
            onClick={() => setAsked(asked === "remove" ? null : "remove")}
          >
            {t("window.mappings.remove")}
          </Button>
        </Group>
      </div>
      <div className={styles.aside}>
        {t("window.mappings.known_by", { columns: signature.join(t("window.list.comma")) })}
      </div>
      {asked === "remove" && (
        <div className={styles.confirm}>
          <Text size="sm">{t("window.mappings.sure")}</Text>
          <Button
            size="compact-xs"
            loading={remove.isPending}
            data-testid={`remove-confirm-${id}`}
            onClick={() => remove.mutate(id)}
          >
            {t("window.mappings.remove")}
          </Button>
        </div>
      )}
      {asked === "export" && (
        <AskPath
          label={t("window.mappings.export_path")}
          action={t("window.mappings.export")}
          choose={() => placeMapping(`${id}.toml`)}
          run={(path) => write.mutate(path)}
          busy={write.isPending}
          testIds={{ path: "mapping-export-path", run: "mapping-export" }}
          variant="default"
          className={styles.begin}
        />
      )}
      {write.isSuccess && (
        <Text size="sm">{t("window.mappings.exported", { path: write.variables })}</Text>
      )}
      <FailureAlert failure={remove.error ?? write.error} />
    </li>
  );
}

function AddFile() {
  const { t } = useTranslation();
  const add = useChange(addMappingFile);
  return (
    <>
      <AskPath
        label={t("window.mappings.add_path")}
        action={t("window.mappings.add")}
        choose={chooseMapping}
        run={(path) => add.mutate(path)}
        busy={add.isPending}
        testIds={{ path: "mapping-add-path", run: "mapping-add" }}
        variant="default"
        className={styles.begin}
      />
      {add.isSuccess && (
        <Text size="sm" role="status">
          {t("mapping.saved", { mapping: add.data })}
        </Text>
      )}
      <FailureAlert failure={add.error} />
    </>
  );
}
