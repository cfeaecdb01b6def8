// Source files: bring them in, see what became of each, and what waits for correction.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDocuments, useOverview } from "../../api/queries";
import { Choice } from "../../components/choice";
import { PageFrame } from "../../components/page";
import { grouped } from "../../money";
import { DocumentDetail } from "./document";
import { DocumentList } from "./documents";
import { Importer } from "./importer";
import { Outcomes } from "./outcomes";
import { QuarantineList } from "./quarantine";

type Part = "imported" | "quarantine";

/** The page. */
export function DocumentsPage() {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>("imported");
  const quarantined = useOverview().data?.quarantined ?? 0;
  const parts = (
    <Choice
      label={t("window.documents.parts")}
      options={[
        { value: "imported", text: t("window.documents.imported") },
        {
          value: "quarantine",
          text: t("window.documents.quarantine", { rows: grouped(`${quarantined}`) }),
        },
      ]}
      value={part}
      onChange={setPart}
      testId="documents"
    />
  );
  return (
    <PageFrame
      title={t("window.nav.documents")}
      purpose={t("window.documents.purpose")}
      controls={parts}
    >
      {part === "imported" ? <Imported /> : <QuarantineList />}
    </PageFrame>
  );
}

/** The imports, or one of them. */
function Imported() {
  const [opened, setOpened] = useState<number | null>(null);
  const documents = useDocuments().data ?? [];
  const document = documents.find(({ id }) => id === opened);
  if (document !== undefined) {
    return <DocumentDetail document={document} back={() => setOpened(null)} />;
  }
  return (
    <>
      <Importer />
      <Outcomes />
      <DocumentList open={setOpened} />
    </>
  );
}
