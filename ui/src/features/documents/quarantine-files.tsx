// The quarantine on its way to a spreadsheet and back.
import { Button, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { exportQuarantine, replayQuarantine } from "../../api/commands";
import type { QuarantineShown } from "../../api/generated/QuarantineShown";
import { chooseTable, placeTable } from "../../api/native";
import { useChange } from "../../api/queries";
import { AskPath } from "../../components/ask-path";
import { FailureAlert } from "../../components/failure";
import { ProblemLine } from "../../components/problem";
import { grouped } from "../../money";
import styles from "./quarantine.module.css";

/** Writes the rows that are shown as a table. */
export function ExportRows({ shown }: { shown: QuarantineShown }) {
  const { t } = useTranslation();
  const write = useChange((path: string) => exportQuarantine(path, shown));
  return (
    <File
      testId="export"
      open={t("window.quarantine.export")}
      label={t("window.quarantine.export_path")}
      hint={t("window.quarantine.export_hint")}
      choose={() => placeTable("quarantine.csv")}
      run={(path) => write.mutate(path)}
      busy={write.isPending}
    >
      {write.isSuccess && (
        <Text size="sm" data-testid="exported">
          {t("quarantine.exported", { rows: grouped(`${write.data}`), path: write.variables })}
        </Text>
      )}
      <FailureAlert failure={write.error} />
    </File>
  );
}

/** Takes a corrected table back. */
export function ReplayRows() {
  const { t } = useTranslation();
  const replay = useChange(replayQuarantine);
  const { data } = replay;
  return (
    <File
      testId="replay"
      open={t("window.quarantine.replay")}
      label={t("window.quarantine.replay_path")}
      hint={t("window.quarantine.replay_hint")}
      choose={chooseTable}
      run={(path) => replay.mutate(path)}
      busy={replay.isPending}
    >
      {data && (
        <Text size="sm" data-testid="replayed">
          {t("quarantine.retaken", { ...data, refused: data.refused.length })}
        </Text>
      )}
      {data?.refused.map(({ id, problem }) => (
        <Text size="sm" key={id}>
          <ProblemLine problem={problem} />
        </Text>
      ))}
      <FailureAlert failure={replay.error} />
    </File>
  );
}

type FileProps = {
  testId: string;
  open: string;
  label: string;
  hint: string;
  choose: () => Promise<string | null>;
  run: (path: string) => void;
  busy: boolean;
  children: ReactNode;
};

/** A button that asks for a path, and what came of it. */
function File({ testId, open, label, hint, choose, run, busy, children }: FileProps) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-expanded={asked}
        data-testid={testId}
        onClick={() => setAsked(!asked)}
      >
        {open}
      </Button>
      {asked && (
        <div className={styles.file}>
          <AskPath
            label={label}
            action={open}
            choose={choose}
            run={run}
            busy={busy}
            testIds={{ path: `${testId}-path`, run: `${testId}-run` }}
          />
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
          {children}
        </div>
      )}
    </>
  );
}
