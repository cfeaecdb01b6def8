// An answer that is typed: the period that a file does not name, or the password of an archive.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_ANSWER } from "../../api/commands";
import type { ImportAnswer, ImportOutcome } from "../../api/types";
import { useImportRun } from "../../import-run";
import styles from "./way-out.module.css";

type Typed = {
  /** Whether it may be what is asked for. */
  fits: (text: string) => boolean;
  answer: (text: string, outcome: ImportOutcome) => ImportAnswer;
  secret: boolean;
};

/** What is typed, by the code of the refusal. */
const TYPED = {
  needs_period: {
    fits: (text) => /^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$/.test(text),
    answer: (period, { format }) => ({ ...NO_ANSWER, format, period }),
    secret: false,
  },
  archive_locked: {
    fits: (text) => text !== "",
    answer: (password) => ({ ...NO_ANSWER, archive_passwords: [password] }),
    secret: true,
  },
} satisfies Record<string, Typed>;

type TypedCode = keyof typeof TYPED;

/** Whether a refusal asks for something that is typed. */
export function isTyped(code: string | null): code is TypedCode {
  return code !== null && Object.hasOwn(TYPED, code);
}

/** The field and its button. */
export function TypedAnswer({ outcome, code }: { outcome: ImportOutcome; code: TypedCode }) {
  const { t } = useTranslation();
  const run = useImportRun();
  const [text, setText] = useState("");
  const { fits, answer, secret }: Typed = TYPED[code];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits(text)) void run.answer(outcome.path, answer(text, outcome));
  };
  return (
    <form className={styles.typed} onSubmit={submit}>
      <TextInput
        size="xs"
        type={secret ? "password" : "text"}
        autoComplete="off"
        label={t(`window.typed.${code}`)}
        placeholder={secret ? undefined : "2024-05"}
        value={text}
        data-testid="typed-answer"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xs"
        disabled={!fits(text) || run.running}
        data-testid="typed-import"
      >
        {t("window.typed.import")}
      </Button>
    </form>
  );
}
