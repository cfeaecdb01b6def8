// A command that failed: what happened and what to do, in the words of the engine.
import { Alert, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/types";
import styles from "./failure.module.css";

/** Shows a failure; nothing when there is none. */
export function FailureAlert({ failure }: { failure: Failure | null }) {
  const { t } = useTranslation();
  if (failure === null) return null;
  return (
    <Alert
      className={styles.alert}
      color="dark"
      role="alert"
      title={t("window.failure.title")}
      variant="outline"
      data-testid="failure"
    >
      <Text size="sm">{failure.message ?? String(failure)}</Text>
      {failure.hint && (
        <Text size="sm" mt={4} fw={700}>
          {failure.hint}
        </Text>
      )}
      {failure.code && (
        <Text size="xs" mt={4} c="dimmed">
          {failure.code}
        </Text>
      )}
    </Alert>
  );
}
