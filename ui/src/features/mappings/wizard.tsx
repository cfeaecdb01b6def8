// A mapping under way: step by step above, and below at all times what an import by it would do.
import { Button, Group, Text } from "@mantine/core";
import { type ComponentType, useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../components/choice";
import { Panel } from "../../components/page";
import { fileName } from "../../names";
import { type Making, useView } from "../../view";
import { useStep } from "./drafting";
import styles from "./mappings.module.css";
import { PreviewPanel } from "./preview";
import { ColumnsStep } from "./step-columns";
import { CountStep } from "./step-count";
import { HeaderStep } from "./step-header";
import { RowsStep } from "./step-rows";
import { SaveStep } from "./step-save";
import { WordsStep } from "./step-words";

const STEPS = ["header", "columns", "words", "rows", "count", "save"] as const;

type StepName = (typeof STEPS)[number];

const SCREENS: Record<StepName, ComponentType<{ making: Making }>> = {
  header: HeaderStep,
  columns: ({ making }) => <ColumnsStep {...useStep(making)} />,
  words: ({ making }) => <WordsStep {...useStep(making)} />,
  rows: ({ making }) => <RowsStep {...useStep(making)} />,
  count: ({ making }) => <CountStep {...useStep(making)} />,
  save: SaveStep,
};

/** The wizard. */
export function Wizard({ making }: { making: Making }) {
  const { t } = useTranslation();
  const { setMaking } = useView();
  const [step, setStep] = useState<StepName>("header");
  const Screen = SCREENS[step];
  const at = STEPS.indexOf(step);
  const beside = (by: number) => {
    const other = STEPS[at + by];
    return other && (() => setStep(other));
  };
  return (
    <>
      <div className={styles.steps}>
        <Choice
          label={t("window.wizard.steps")}
          options={STEPS.map((value, index) => ({
            value,
            text: `${index + 1} ${t(`window.step.${value}`)}`,
          }))}
          value={step}
          onChange={setStep}
          testId="step"
        />
        <Button
          size="xs"
          variant="default"
          data-testid="wizard-discard"
          onClick={() => setMaking(null)}
        >
          {t("window.wizard.discard")}
        </Button>
      </div>
      <Panel title={t("window.wizard.of", { name: fileName(making.path) })}>
        <Text size="sm" c="dimmed" mb={10}>
          {t(`window.step_what.${step}`)}
        </Text>
        <Screen making={making} />
        <Group gap="xs" mt={12}>
          <Beside run={beside(-1)} text={t("window.wizard.back")} testId="step-back" />
          <Beside run={beside(1)} text={t("window.wizard.next")} testId="step-next" filled />
        </Group>
      </Panel>
      <PreviewPanel making={making} />
    </>
  );
}

type BesideProps = {
  run: (() => void) | undefined;
  text: string;
  testId: string;
  filled?: boolean;
};

function Beside({ run, text, testId, filled = false }: BesideProps) {
  if (run === undefined) return null;
  return (
    <Button size="xs" variant={filled ? "filled" : "default"} data-testid={testId} onClick={run}>
      {text}
    </Button>
  );
}
