// The first screen: open a case, make a new one, or look at the sample.
import { Button, Group, PasswordInput, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { createCase, createSample, openCase } from "../../api/commands";
import { chooseCase, placeCase } from "../../api/native";
import { useEnterCase } from "../../api/queries";
import type { Failure, ImportProgress, Start } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { LangSwitch } from "../../components/lang-switch";
import { Panel } from "../../components/page";
import { PathField } from "../../components/path-field";
import styles from "./welcome.module.css";

type Enter = ReturnType<typeof useEnterCase>;

/** The way in. */
export function Welcome({ start }: { start: Start }) {
  const { t } = useTranslation();
  const enter = useEnterCase();
  useNamedCase(start.case_path, enter);
  return (
    <main className={styles.screen}>
      <div className={styles.lang}>
        <LangSwitch />
      </div>
      <div className={styles.sheet}>
        <Title order={1} className={styles.brand}>
          {t("window.brand")}
        </Title>
        <Text className={styles.claim}>{t("window.welcome.claim")}</Text>
        <FailureAlert failure={enter.error} />
        <OwnCase suggested={start.case_path ?? start.suggested_path} enter={enter} />
        <SampleCase suggested={start.sample_path} enter={enter} />
        <Text size="xs" c="dimmed">
          {t("window.welcome.private")}
        </Text>
      </div>
    </main>
  );
}

/** Opens the case that the window was started with; a password, if it has one, is asked below. */
function useNamedCase(path: string | null, { mutate }: Enter): void {
  useEffect(() => {
    if (path !== null) mutate({ path, enter: () => openCase(path, null) });
  }, [path, mutate]);
}

function OwnCase({ suggested, enter }: { suggested: string; enter: Enter }) {
  const { t } = useTranslation();
  const [path, setPath] = useState(suggested);
  const [title, setTitle] = useState("");
  const [password, setPassword] = useState("");
  const secret = password === "" ? null : password;
  const named = title.trim() === "" ? t("window.welcome.untitled") : title.trim();
  return (
    <Panel title={t("window.welcome.own")}>
      <div className={styles.fields}>
        <PathField
          label={t("window.welcome.path")}
          value={path}
          onChange={setPath}
          choose={chooseCase}
          testId="welcome-path"
        />
        <Group grow align="flex-start">
          <TextInput
            label={t("window.welcome.title")}
            placeholder={t("window.welcome.untitled")}
            value={title}
            data-testid="welcome-title"
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("window.welcome.password")}
            placeholder={t("window.welcome.password_hint")}
            value={password}
            autoComplete="off"
            data-testid="welcome-password"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Group>
        <Group gap="xs">
          <Button
            data-testid="welcome-open"
            disabled={path === "" || enter.isPending}
            onClick={() => enter.mutate({ path, enter: () => openCase(path, secret) })}
          >
            {t("window.welcome.open")}
          </Button>
          <Button
            variant="default"
            data-testid="welcome-create"
            disabled={path === "" || enter.isPending}
            onClick={() => enter.mutate({ path, enter: () => createCase(path, named, secret) })}
          >
            {t("window.welcome.create")}
          </Button>
          <Button
            variant="subtle"
            color="dark"
            onClick={() => void placeCase(path).then((placed) => placed && setPath(placed))}
          >
            {t("window.welcome.place")}
          </Button>
        </Group>
      </div>
    </Panel>
  );
}

/** Makes the sample case, or opens the one that was made there before. */
async function openSample(path: string, onProgress: (progress: ImportProgress) => void) {
  try {
    await createSample(path, onProgress);
  } catch (failure) {
    if ((failure as Failure).code !== "already_exists") throw failure;
    await openCase(path, null);
  }
}

function SampleCase({ suggested, enter }: { suggested: string; enter: Enter }) {
  const { t } = useTranslation();
  const [path, setPath] = useState(suggested);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  return (
    <Panel title={t("window.welcome.sample")}>
      <div className={styles.fields}>
        <Text size="sm">{t("window.welcome.sample_what")}</Text>
        <div className={styles.sample}>
          <PathField
            label={t("window.welcome.sample_path")}
            value={path}
            onChange={setPath}
            testId="welcome-sample-path"
          />
          <Button
            variant="light"
            data-testid="welcome-sample"
            loading={enter.isPending}
            disabled={path === ""}
            onClick={() => enter.mutate({ path, enter: () => openSample(path, setProgress) })}
          >
            {t("window.welcome.try_sample")}
          </Button>
        </div>
        {enter.isPending && progress && (
          <Text size="xs" c="dimmed" role="status">
            {t("window.import.reading", {
              index: progress.index,
              files: progress.files,
              file: progress.file,
            })}
          </Text>
        )}
      </div>
    </Panel>
  );
}
