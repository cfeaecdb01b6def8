// Two parties are one: whatever belongs to the first counts for the second.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decideIdentity } from "../../api/commands";
import type { PartyView } from "../../api/types";
import { PartySelect } from "./form";
import { ReasonedForm } from "./reasoned";

/** The form. */
export function MergeForm({ parties }: { parties: PartyView[] }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState("");
  const [into, setInto] = useState("");
  const isComplete = from !== "" && into !== "" && from !== into;
  return (
    <ReasonedForm
      run={isComplete ? (why) => decideIdentity({ kind: "merge", from, into }, why) : null}
      done={() => setFrom("")}
      label={t("window.identity.merge")}
      testId="merge"
    >
      <PartySelect
        label={t("window.identity.merge_from")}
        parties={parties}
        value={from}
        onChange={setFrom}
        testId="merge-from"
      />
      <PartySelect
        label={t("window.identity.merge_into")}
        parties={parties}
        value={into}
        onChange={setInto}
        testId="merge-into"
      />
    </ReasonedForm>
  );
}
