// Adds an account to a party.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PartyView } from "../../api/types";
import { OneOf } from "../../components/one-of";
import { PartySelect, SetUpForm } from "./form";

/** Where accounts are: platforms, wallets, banks. */
const PLATFORMS = [
  "taobao",
  "douyin",
  "kuaishou",
  "wechat_channels",
  "xiaohongshu",
  "pinduoduo",
  "jd",
  "bilibili",
  "weibo",
  "alipay",
  "wechat_pay",
  "bank",
] as const;

/** The form. */
export function AccountForm({ parties }: { parties: PartyView[] }) {
  const { t } = useTranslation();
  const [platform, setPlatform] = useState<(typeof PLATFORMS)[number]>(PLATFORMS[0]);
  const [id, setId] = useState("");
  const [party, setParty] = useState("");
  const complete = id.trim() !== "" && party !== "";
  return (
    <SetUpForm
      manifest={complete ? { account: [{ platform, id: id.trim(), party }] } : null}
      clear={() => setId("")}
      testId="account"
    >
      <OneOf
        size="xs"
        label={t("window.column.platform")}
        values={PLATFORMS}
        nameOf={(known) => t(`window.platform.${known}`)}
        value={platform}
        onChange={setPlatform}
        testId="account-platform"
      />
      <TextInput
        size="xs"
        label={t("window.parties.account_id")}
        value={id}
        data-testid="account-id"
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <PartySelect
        label={t("window.parties.belongs_to")}
        parties={parties}
        value={party}
        onChange={setParty}
        testId="account-party"
      />
    </SetUpForm>
  );
}
