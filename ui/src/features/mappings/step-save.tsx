// Step six: what the mapping is called, keeping it, and importing the file by it.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_ANSWER, saveMapping } from "../../api/commands";
import type { DraftProblem } from "../../api/generated/DraftProblem";
import type { Perspective } from "../../api/generated/Perspective";
import { useChange } from "../../api/queries";
import { FailureAlert } from "../../components/failure";
import { OneOf } from "../../components/one-of";
import { useImportRun } from "../../import-run";
import { type Making, useView } from "../../view";
import { type Step, useStep } from "./drafting";
import styles from "./mappings.module.css";
import { DraftProblems } from "./problems";

const PERSPECTIVES: readonly Perspective[] = [
  "creator",
  "agency",
  "merchant",
  "platform_api",
  "payer",
  "taxpayer",
  "platform_to_authority",
];

/** The step. */
export function SaveStep({ making }: { making: Making }) {
  const { t } = useTranslation();
  const { draft, change } = useStep(making);
  const { setMaking, goTo } = useView();
  const run = useImportRun();
  const save = useChange(saveMapping);
  const [problems, setProblems] = useState<DraftProblem[]>([]);
  const keep = (then: () => void) =>
    save.mutate(draft, {
      onSuccess: (saved) => {
        setProblems(saved.problems);
        if (saved.mapping === null) return;
        setMaking(null);
        then();
      },
    });
  const andImport = () => {
    goTo("documents");
    void run.answer(making.path, { ...NO_ANSWER, format: draft.id, remember: true });
  };
  return (
    <>
      <Names draft={draft} change={change} />
      <Text size="xs" c="dimmed" mt={8}>
        {t("window.save.platform_hint")}
      </Text>
      <Group gap="xs" mt={12}>
        <Button
          size="xs"
          loading={save.isPending}
          disabled={run.running}
          data-testid="mapping-import"
          onClick={() => keep(andImport)}
        >
          {t("window.save.import")}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={save.isPending}
          data-testid="mapping-save"
          onClick={() => keep(() => {})}
        >
          {t("window.save.keep")}
        </Button>
      </Group>
      <DraftProblems draft={draft} problems={problems} />
      <FailureAlert failure={save.error} />
    </>
  );
}

/** What it is called, and whose files it is for. */
function Names({ draft, change }: Step) {
  const { t } = useTranslation();
  const field = (name: "title" | "id" | "platform", example: string) => (
    <TextInput
      size="xs"
      label={t(`window.save.${name}`)}
      placeholder={example}
      value={draft[name]}
      spellCheck={false}
      data-testid={`mapping-${name}`}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={styles.fields}>
      {field("title", t("window.save.title_example"))}
      {field("id", "own_statement")}
      {field("platform", "douyin")}
      <OneOf
        size="xs"
        label={t("window.save.perspective")}
        values={PERSPECTIVES}
        nameOf={(known) => t(`window.perspective.${known}`)}
        value={draft.perspective}
        onChange={(perspective) => change({ perspective })}
        testId="mapping-perspective"
      />
    </div>
  );
}
