// Bringing files in: drop them, choose them, or type a path.
import { Autocomplete, Button, Group, Progress, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseFiles, chooseFolder, onDrop } from "../../api/native";
import { useOverview } from "../../api/queries";
import type { ImportProgress } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { Panel } from "../../components/page";
import { useImportRun } from "../../import-run";
import { grouped } from "../../money";
import { fileName } from "../../names";
import styles from "./importer.module.css";

/** The import panel. */
export function Importer() {
  const run = useImportRun();
  const [account, setAccount] = useState("");
  const take = (paths: string[]) => {
    if (paths.length > 0 && !run.running) void run.begin(paths, account.trim() || null);
  };
  return (
    <Panel>
      {run.running ? (
        <Running progress={run.progress} cancel={run.cancel} />
      ) : (
        <Ways take={take} account={account} setAccount={setAccount} />
      )}
      <FailureAlert failure={run.failure} />
    </Panel>
  );
}

type WaysProps = {
  take: (paths: string[]) => void;
  account: string;
  setAccount: (account: string) => void;
};

function Ways({ take, account, setAccount }: WaysProps) {
  const { t } = useTranslation();
  const { listening, over } = useDrop(take);
  const [path, setPath] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take(path.trim() === "" ? [] : [path.trim()]);
  };
  const choose = async (dialog: () => Promise<string[] | string | null>) => {
    const chosen = await dialog().catch(() => null);
    take(chosen === null ? [] : [chosen].flat());
  };
  return (
    <form className={styles.ways} onSubmit={submit}>
      <div
        className={styles.drop}
        data-listening={listening || undefined}
        data-over={over || undefined}
      >
        <Text fw={700} size="sm">
          {t("window.import.drop")}
        </Text>
        <Text size="xs" c="dimmed">
          {t("window.import.kinds")}
        </Text>
        <Group gap="xs" mt={8}>
          <Button variant="default" size="xs" onClick={() => choose(chooseFiles)}>
            {t("window.import.choose_files")}
          </Button>
          <Button variant="default" size="xs" onClick={() => choose(chooseFolder)}>
            {t("window.import.choose_folder")}
          </Button>
        </Group>
      </div>
      <div className={styles.typed}>
        <TextInput
          size="xs"
          label={t("window.import.path")}
          placeholder={t("window.import.path_example")}
          spellCheck={false}
          value={path}
          data-testid="import-path"
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <AccountField account={account} setAccount={setAccount} />
        <Button type="submit" size="xs" disabled={path.trim() === ""} data-testid="import-button">
          {t("window.import.begin")}
        </Button>
      </div>
    </form>
  );
}

type AccountFieldProps = Pick<WaysProps, "account" | "setAccount">;

function AccountField({ account, setAccount }: AccountFieldProps) {
  const { t } = useTranslation();
  const parties = useOverview().data?.parties ?? [];
  const known = parties.flatMap((party) => party.accounts.map(({ id }) => id));
  return (
    <Autocomplete
      size="xs"
      label={t("window.import.account")}
      placeholder={t("window.import.account_hint")}
      data={[...new Set(known)]}
      value={account}
      data-testid="import-account"
      onChange={setAccount}
    />
  );
}

type RunningProps = { progress: ImportProgress | null; cancel: () => void };

function Running({ progress, cancel }: RunningProps) {
  const { t } = useTranslation();
  const part =
    progress === null || progress.bytes_total === 0
      ? 0
      : (progress.bytes_read / progress.bytes_total) * 100;
  return (
    <div
      className={styles.running}
      data-testid="import-progress"
      data-read={progress?.bytes_read}
      data-total={progress?.bytes_total}
      data-rows={progress?.rows}
      role="status"
    >
      <div className={styles.words}>
        <Text size="sm" fw={700}>
          {progress === null
            ? t("window.import.starting")
            : t(part < 100 ? "window.import.reading" : "window.import.finishing", {
                index: progress.index,
                files: progress.files,
                file: fileName(progress.file),
              })}
        </Text>
        <Text size="xs" c="dimmed">
          {t("window.import.rows", { rows: grouped(`${progress?.rows ?? 0}`) })}
        </Text>
      </div>
      <Progress
        value={part}
        aria-label={t("window.import.progress")}
        transitionDuration={0}
        size="lg"
      />
      <Button variant="default" size="xs" onClick={cancel} data-testid="import-cancel">
        {t("window.import.cancel")}
      </Button>
    </div>
  );
}

/** Whether files that are dropped are heard yet, and held over the window; takes those dropped. */
function useDrop(take: (paths: string[]) => void): { listening: boolean; over: boolean } {
  const [over, setOver] = useState(false);
  const [listening, listen] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(
    () =>
      onDrop(
        (drop) => {
          setOver(drop.over);
          latest.current(drop.paths);
        },
        () => listen(true),
      ),
    [],
  );
  return { listening, over };
}
