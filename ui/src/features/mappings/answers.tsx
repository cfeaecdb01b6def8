// What a person said of files that alone could not tell; each can be forgotten.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { forgetAnswer } from "../../api/commands";
import { useAnswers, useFormats } from "../../api/intake-queries";
import { useChange } from "../../api/queries";
import type { AnswerView } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { Panel } from "../../components/page";
import { Answered } from "../../components/states";
import { localMinute } from "../../day";
import styles from "./mappings.module.css";

/** The list. */
export function AnswerList() {
  const { t } = useTranslation();
  const answers = useAnswers();
  return (
    <Panel title={t("window.answers.title")}>
      <Answered answer={answers}>
        {(known) =>
          known.length === 0 ? (
            <Text size="sm" c="dimmed" data-testid="no-answers">
              {t("window.answers.none")}
            </Text>
          ) : (
            <ul className={styles.list} data-testid="answers">
              {known.map((answer) => (
                <Line key={answer.fingerprint} answer={answer} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Panel>
  );
}

function Line({ answer }: { answer: AnswerView }) {
  const { t } = useTranslation();
  const formats = useFormats().data ?? [];
  const forget = useChange(forgetAnswer);
  const { fingerprint, format, header, at } = answer;
  const title = formats.find(({ id }) => id === format)?.title ?? format;
  return (
    <li className={styles.line} data-testid={`answer-${fingerprint.slice(0, 8)}`}>
      <div className={styles.lineHead}>
        <b>{title}</b>
        <span className={styles.aside}>{localMinute(at)}</span>
        <Button
          className={styles.end}
          size="compact-xs"
          variant="default"
          loading={forget.isPending}
          data-testid={`forget-${fingerprint.slice(0, 8)}`}
          onClick={() => forget.mutate(fingerprint)}
        >
          {t("window.answers.forget")}
        </Button>
      </div>
      <div className={styles.aside}>
        {t("window.answers.header", { columns: header.join(t("window.list.comma")) })}
      </div>
      <FailureAlert failure={forget.error} />
    </li>
  );
}
