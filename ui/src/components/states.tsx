// What stands in place of content: waiting, nothing there yet, failed.
import { Button, Loader, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/types";
import { FailureAlert } from "./failure";
import styles from "./states.module.css";

/** While an answer is on its way. */
export function Waiting({ text }: { text?: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.state} role="status" data-testid="waiting">
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        {text ?? t("window.state.waiting")}
      </Text>
    </div>
  );
}

type EmptyProps = { title: string; todo: string; action?: { label: string; run: () => void } };

/** When there is nothing to show: says why and what to do. */
export function Empty({ title, todo, action }: EmptyProps) {
  return (
    <div className={styles.state} data-testid="empty">
      <Text fw={700}>{title}</Text>
      <Text size="sm" c="dimmed" className={styles.todo}>
        {todo}
      </Text>
      {action && (
        <Button variant="light" size="xs" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

type Answer<Data> = { data: Data | undefined; error: Failure | null };
type AnswerProps<Data> = {
  answer: Answer<Data>;
  waiting?: string;
  children: (data: Data) => ReactNode;
};

/** Shows an answer once it is there, or that it is awaited, or why it failed. */
export function Answered<Data>({ answer, waiting, children }: AnswerProps<Data>) {
  if (answer.error) return <FailureAlert failure={answer.error} />;
  if (answer.data === undefined) return <Waiting {...(waiting && { text: waiting })} />;
  return children(answer.data);
}
