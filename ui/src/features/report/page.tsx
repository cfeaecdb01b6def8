// Reports: what to print, for whom, in which language, and where to put it.
import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { REPORT_KINDS, REPORT_LANGUAGES, type ReportOrder, saveReport } from "../../api/commands";
import { openFile, placeReport } from "../../api/native";
import { useComputation, useOverview, useSuggestedReportPath } from "../../api/queries";
import type { SavedReport } from "../../api/types";
import { FailureAlert } from "../../components/failure";
import { OneOf } from "../../components/one-of";
import { PageFrame, Panel } from "../../components/page";
import { PathField } from "../../components/path-field";
import { shownLang } from "../../text";
import { useView } from "../../view";
import styles from "./page.module.css";

/** The page. */
export function ReportPage() {
  const { t } = useTranslation();
  const { asOf } = useView();
  const [choice, setChoice] = useState<Choice>(() => ({ ...FIRST, lang: shownLang() }));
  const [typed, setTyped] = useState<string | null>(null);
  const suggested = useSuggestedReportPath(choice.kind, choice.lang);
  const out = typed ?? suggested.data ?? "";
  const save = useMutation({ mutationFn: () => saveReport({ ...choice, out, asOf }) });
  return (
    <PageFrame title={t("window.nav.report")} purpose={t("window.report.purpose")}>
      <Panel>
        <div className={styles.form}>
          <Choices choice={choice} setChoice={setChoice} />
          <PathField
            label={t("window.report.path")}
            value={out}
            onChange={setTyped}
            choose={() => placeReport(out)}
            testId="report-path"
          />
          <Group>
            <Button
              data-testid="report-save"
              loading={save.isPending}
              disabled={out === ""}
              onClick={() => save.mutate()}
            >
              {t("window.report.save")}
            </Button>
            <Text size="xs" c="dimmed">
              {asOf === null ? t("window.report.today") : t("window.report.as_of", { day: asOf })}
            </Text>
          </Group>
          <FailureAlert failure={save.error ?? suggested.error} />
          {save.data && <Saved report={save.data} />}
        </div>
      </Panel>
    </PageFrame>
  );
}

type Choice = Omit<ReportOrder, "out" | "asOf">;
type ChoicesProps = { choice: Choice; setChoice: (choice: Choice) => void };

const FIRST: Choice = { kind: "self-correction", lang: "zh", party: null, year: null };

function Choices({ choice, setChoice }: ChoicesProps) {
  const { t } = useTranslation();
  const { kind, lang, party, year } = choice;
  return (
    <>
      <OneOf
        label={t("window.report.kind")}
        description={t(`window.report.what.${kind}`)}
        values={REPORT_KINDS}
        nameOf={(known) => t(`window.report.kind.${known}`)}
        value={kind}
        onChange={(chosen) => setChoice({ ...choice, kind: chosen })}
        testId="report-kind"
      />
      <div className={styles.three}>
        <OneOf
          label={t("window.report.lang")}
          values={REPORT_LANGUAGES}
          nameOf={(known) => t(`window.lang.${known}`)}
          value={lang}
          onChange={(chosen) => setChoice({ ...choice, lang: chosen })}
          testId="report-lang"
        />
        <PartyField party={party} setParty={(chosen) => setChoice({ ...choice, party: chosen })} />
        <YearField year={year} setYear={(chosen) => setChoice({ ...choice, year: chosen })} />
      </div>
    </>
  );
}

function Saved({ report }: { report: SavedReport }) {
  const { t } = useTranslation();
  const opened = useMutation({
    mutationFn: () => openFile(report.path),
  });
  return (
    <>
      <div className={styles.saved} role="status" data-testid="report-saved">
        <span>{t("window.report.saved", { pages: report.pages, path: report.path })}</span>
        <Button
          variant="light"
          size="compact-sm"
          data-testid="report-open"
          onClick={() => opened.mutate()}
        >
          {t("window.report.open")}
        </Button>
      </div>
      <FailureAlert failure={opened.error} />
    </>
  );
}

type PartyFieldProps = { party: string | null; setParty: (party: string | null) => void };

function PartyField({ party, setParty }: PartyFieldProps) {
  const { t } = useTranslation();
  const parties = useOverview().data?.parties ?? [];
  return (
    <NativeSelect
      label={t("window.column.party")}
      data={[
        { value: "", label: t("window.report.all_parties") },
        ...parties.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={party ?? ""}
      data-testid="report-party"
      onChange={(event) => setParty(event.currentTarget.value || null)}
    />
  );
}

type YearFieldProps = { year: number | null; setYear: (year: number | null) => void };

function YearField({ year, setYear }: YearFieldProps) {
  const { t } = useTranslation();
  const { asOf } = useView();
  const computation = useComputation("year", asOf);
  const years = [...new Set(computation.data?.bridge.map((row) => row.period.slice(0, 4)))].sort();
  return (
    <NativeSelect
      label={t("window.report.year")}
      data={[
        { value: "", label: t("window.report.all_years") },
        ...years.map((value) => ({ value, label: value })),
      ]}
      value={year === null ? "" : `${year}`}
      data-testid="report-year"
      onChange={(event) => setYear(yearOf(event.currentTarget.value))}
    />
  );
}

/** A year as the calendar counts it, from its text. */
function yearOf(text: string): number | null {
  return text === "" ? null : new Date(`${text}-01-01T00:00:00Z`).getUTCFullYear();
}
