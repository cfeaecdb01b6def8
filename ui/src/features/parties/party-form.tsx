// Adds a party, with what only its owner can state: deductions, or how its business is taxed.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PartyKind } from "../../api/generated/PartyKind";
import type { Manifest } from "../../api/manifest";
import { OneOf } from "../../components/one-of";
import { readMoney } from "../../money";
import { SetUpForm } from "./form";

const KINDS: readonly PartyKind[] = [
  "natural_person",
  "individual_business",
  "sole_proprietorship",
  "partnership",
  "company",
  "agency",
];

/** Kinds whose owner pays tax on business income. */
const BUSINESSES: readonly PartyKind[] = [
  "individual_business",
  "sole_proprietorship",
  "partnership",
];

const BLANK = {
  id: "",
  name: "",
  kind: "natural_person" as PartyKind,
  year: "",
  special: "",
  additional: "",
  profitPercent: "",
};

type Fields = typeof BLANK;

/** The form. */
export function PartyForm() {
  const { t } = useTranslation();
  const [fields, setFields] = useState(BLANK);
  const text = (name: keyof Fields, placeholder?: string) => (
    <TextInput
      size="xs"
      label={t(`window.party.${name}`)}
      placeholder={placeholder}
      value={fields[name]}
      data-testid={`party-${name}`}
      onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
    />
  );
  return (
    <SetUpForm manifest={manifestOf(fields)} clear={() => setFields(BLANK)} testId="party">
      {text("name")}
      {text("id", t("window.party.id_example"))}
      <OneOf
        size="xs"
        label={t("window.column.kind")}
        values={KINDS}
        nameOf={(known) => t(`party_kind.${known}`)}
        value={fields.kind}
        onChange={(kind) => setFields({ ...fields, kind })}
        testId="party-kind"
      />
      {fields.kind === "natural_person" && (
        <>
          {text("year", "2024")}
          {text("special", "0.00")}
          {text("additional", "0.00")}
        </>
      )}
      {BUSINESSES.includes(fields.kind) && text("profitPercent", t("window.party.profit_example"))}
    </SetUpForm>
  );
}

/** What the fields say; `null` while they are incomplete or unreadable. */
export function manifestOf(fields: Fields): Manifest | null {
  const id = fields.id.trim();
  const name = fields.name.trim();
  if (id === "" || name === "") return null;
  const party = { id, name, kind: fields.kind };
  if (fields.kind === "natural_person" && fields.year.trim() !== "") {
    const deductions = deductionsOf(fields);
    return deductions && { party: [{ ...party, deductions: [deductions] }] };
  }
  if (!BUSINESSES.includes(fields.kind)) return { party: [party] };
  const typed = fields.profitPercent.trim();
  if (typed === "") return { party: [{ ...party, collection: { method: "books" } }] };
  const profit_rate = rateOf(typed);
  if (profit_rate === null) return null;
  return { party: [{ ...party, collection: { method: "assessed", profit_rate } }] };
}

function deductionsOf({ year, special, additional }: Fields) {
  const none = readMoney("0");
  const stated = [special, additional].map((typed) => readMoney(typed.trim() || "0"));
  const [first, second] = stated;
  if (!/^\d{4}$/.test(year.trim()) || !first || !second || !none) return null;
  const calendar = new Date(`${year.trim()}-01-01T00:00:00Z`).getUTCFullYear();
  return { year: calendar, special: first, additional: second, other: none };
}

/** A whole percentage as a rate: `10` → `0.10`. */
function rateOf(typed: string): string | null {
  const match = /^(\d{1,2})%?$/.exec(typed);
  return match === null ? null : `0.${(match[1] ?? "").padStart(2, "0")}`;
}
