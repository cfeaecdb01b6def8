// The way out of a refusal: what the file may be, side by side with what was expected, and the answer.
import { Button, Checkbox, Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NO_ANSWER } from "../../api/commands";
import { useFormats, usePreview } from "../../api/intake-queries";
import type { FormatView, ImportAnswer, ImportOutcome, Preview } from "../../api/types";
import { DriftTable } from "../../components/drift";
import { FirstRows } from "../../components/rows";
import { Answered } from "../../components/states";
import { useImportRun } from "../../import-run";
import { useView } from "../../view";
import { Candidates } from "./candidates";
import { isTyped, TypedAnswer } from "./typed-answer";
import styles from "./way-out.module.css";

/** Refusals that an answer of a person resolves. */
const ASKS: readonly string[] = [
  "two_formats",
  "needs_confirmation",
  "unknown_format",
  "missing_columns",
  "drift",
  "mostly_bad",
];

/** Whether a person can resolve it. */
export function canBeAnswered({ status, code }: ImportOutcome): boolean {
  return status === "refused" && code !== null && (ASKS.includes(code) || isTyped(code));
}

/** The question, opened on demand: looking at the file once more takes a moment. */
export function WayOut({ outcome, index }: { outcome: ImportOutcome; index: number }) {
  const { t } = useTranslation();
  const { want } = useView();
  const [open, setOpen] = useState(false);
  // An answer is for one file, and an archive is imported as a whole.
  if (outcome.archive !== null) {
    return (
      <Text size="sm" c="dimmed" data-testid={`unpack-${index}`}>
        {t("window.answer.unpack")}
      </Text>
    );
  }
  if (isTyped(outcome.code)) return <TypedAnswer outcome={outcome} code={outcome.code} />;
  return (
    <div className={styles.wayOut}>
      <Group gap="xs">
        <Button
          size="compact-xs"
          variant={open ? "default" : "filled"}
          aria-expanded={open}
          data-testid={`answer-${index}`}
          onClick={() => setOpen(!open)}
        >
          {t(open ? "window.answer.close" : "window.answer.open")}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          data-testid={`map-${index}`}
          onClick={() => want(outcome.path)}
        >
          {t("window.answer.map")}
        </Button>
      </Group>
      {open && <Question outcome={outcome} />}
    </div>
  );
}

function Question({ outcome }: { outcome: ImportOutcome }) {
  const { account } = useImportRun();
  const formats = useFormats();
  const preview = usePreview(outcome.path, account, { ...NO_ANSWER, format: outcome.format });
  return (
    <Answered answer={preview}>
      {(found) => <Answers outcome={outcome} preview={found} formats={formats.data ?? []} />}
    </Answered>
  );
}

type AnswersProps = { outcome: ImportOutcome; preview: Preview; formats: FormatView[] };

function Answers({ outcome, preview, formats }: AnswersProps) {
  const { t } = useTranslation();
  const run = useImportRun();
  const { code } = outcome;
  const candidates = preview.detection?.candidates ?? [];
  const [format, setFormat] = useState(outcome.format ?? candidates[0]?.format ?? "");
  const [remember, setRemember] = useState(true);
  const answer: ImportAnswer = {
    ...NO_ANSWER,
    format: format || null,
    remember,
    accept_drift: code === "drift",
    accept_bad_rows: code === "mostly_bad",
  };
  const columns = outcome.drift.length > 0 ? outcome.drift : columnsOf(preview);
  const asksFormat = code !== "drift" && code !== "mostly_bad";
  return (
    <div className={styles.question} data-testid="question">
      {asksFormat && (
        <Candidates
          candidates={candidates}
          formats={formats}
          format={format}
          setFormat={setFormat}
        />
      )}
      {asksFormat && <OtherFormat formats={formats} format={format} setFormat={setFormat} />}
      {columns.length > 0 && (
        <>
          <h4 className={styles.title}>{t("window.answer.columns")}</h4>
          <DriftTable columns={columns} testId="answer-drift" />
        </>
      )}
      {preview.detection && (
        <>
          <h4 className={styles.title}>{t("window.answer.rows")}</h4>
          <FirstRows rows={preview.detection.first_rows} testId="answer-rows" />
        </>
      )}
      <Group gap="md">
        <Button
          size="xs"
          disabled={run.running || (asksFormat && format === "")}
          data-testid="answer-import"
          onClick={() => void run.answer(outcome.path, answer)}
        >
          {t(wayOf(code))}
        </Button>
        {code !== "mostly_bad" && (
          <Checkbox
            size="xs"
            checked={remember}
            label={t("window.answer.remember")}
            data-testid="answer-remember"
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
        )}
      </Group>
    </div>
  );
}

/** What the button says. */
function wayOf(code: string | null): string {
  if (code === "drift") return "window.answer.accept_drift";
  if (code === "mostly_bad") return "window.answer.accept_bad_rows";
  if (code === "needs_confirmation") return "window.answer.confirm";
  return "window.answer.import";
}

/** What differs from the layout of the best candidate; all of it where the file is held for it. */
function columnsOf({ layout, detection }: Preview) {
  const lines = layout.length > 0 ? layout : (detection?.layout ?? []);
  return lines.some(({ change }) => change !== "same") ? lines : [];
}

type OtherProps = {
  formats: FormatView[];
  format: string;
  setFormat: (format: string) => void;
};

function OtherFormat({ formats, format, setFormat }: OtherProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.other}>
      <NativeSelect
        size="xs"
        label={t("window.answer.other")}
        value={format}
        data-testid="answer-format"
        data={[
          { value: "", label: t("window.parties.choose") },
          ...formats.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={(event) => setFormat(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed">
        {t("window.answer.other_hint")}
      </Text>
    </div>
  );
}
