// Adds a dated relation between two parties.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LinkRole } from "../../api/generated/LinkRole";
import type { PartyView } from "../../api/types";
import { OneOf } from "../../components/one-of";
import { isDay } from "../../day";
import { PartySelect, SetUpForm } from "./form";

const ROLES: readonly LinkRole[] = ["controlled_by", "signed_with", "same_person", "relative_of"];

/** The form. */
export function LinkForm({ parties }: { parties: PartyView[] }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState("");
  const [role, setRole] = useState<LinkRole>("controlled_by");
  const [to, setTo] = useState("");
  const [since, setSince] = useState("");
  const complete = from !== "" && to !== "" && from !== to && isDay(since);
  return (
    <SetUpForm
      manifest={complete ? { link: [{ from, to, role, since }] } : null}
      clear={() => setSince("")}
      testId="link"
    >
      <PartySelect
        label={t("window.column.party")}
        parties={parties}
        value={from}
        onChange={setFrom}
        testId="link-from"
      />
      <OneOf
        size="xs"
        label={t("window.parties.role")}
        values={ROLES}
        nameOf={(known) => t(`window.link.${known}`, { party: "…" })}
        value={role}
        onChange={setRole}
        testId="link-role"
      />
      <PartySelect
        label={t("window.parties.other")}
        parties={parties}
        value={to}
        onChange={setTo}
        testId="link-to"
      />
      <TextInput
        size="xs"
        label={t("window.parties.since")}
        placeholder="2024-01-01"
        value={since}
        data-testid="link-since"
        onChange={(event) => setSince(event.currentTarget.value.trim())}
      />
    </SetUpForm>
  );
}
