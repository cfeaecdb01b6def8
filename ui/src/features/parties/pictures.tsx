// One picture of each person with her firms: the sides by year, added up over all of them.
import { useTranslation } from "react-i18next";
import type { Picture } from "../../api/generated/Picture";
import { useComputation } from "../../api/queries";
import { Figure } from "../../components/figure";
import { Panel } from "../../components/page";
import { usePartyName } from "../../names";
import styles from "./page.module.css";

const SIDES = ["settled", "received", "platform_reported", "declared"] as const;

/** The pictures; nothing where everybody stands alone. */
export function Pictures() {
  const { t } = useTranslation();
  const pictures = useComputation("year", null).data?.pictures ?? [];
  if (pictures.length === 0) return null;
  return (
    <Panel title={t("window.identity.pictures")}>
      <table className={styles.parties} data-testid="pictures-table">
        <thead>
          <tr>
            <th scope="col">{t("window.identity.together")}</th>
            <th scope="col">{t("window.column.period")}</th>
            {SIDES.map((side) => (
              <th key={side} scope="col" className={styles.amount}>
                {t(`side.${side}`)}
              </th>
            ))}
            <th scope="col" className={styles.amount}>
              {t("step.unexplained")}
            </th>
          </tr>
        </thead>
        <tbody>
          {pictures.map((picture) => (
            <PictureLine key={picture.figure} picture={picture} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function PictureLine({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const nameOf = usePartyName();
  const { figure, head, members, period, unexplained } = picture;
  const others = members.filter((member) => member !== head).map(nameOf);
  return (
    <tr data-testid={`picture-${figure}`}>
      <td>
        <span className={styles.name}>{nameOf(head)}</span>
        <span className={styles.aside}> + {others.join(" + ")}</span>
      </td>
      <td>{period}</td>
      {SIDES.map((side) => (
        <td key={side} className={styles.amount}>
          <Figure code={`${figure}.${side}`} amount={picture[side]} label={t(`side.${side}`)} />
        </td>
      ))}
      <td className={styles.amount}>
        <Figure code={`${figure}.unexplained`} amount={unexplained} label={t("step.unexplained")} />
      </td>
    </tr>
  );
}
