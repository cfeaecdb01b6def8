//! The invented case around the figures: parties, files, quarantine, evidence.

use engine::money::Money;
use engine::party::PartyKind;
use engine::source::{Place, ProblemCode};
use report::{CaseSummary, DocumentSummary, Evidence, EvidenceRow, PartySummary, QuarantinedRow};

use super::day;

/// The case, with so many records as evidence of its first finding.
pub fn case(records: u32) -> CaseSummary {
    let party = |id: &str, name: &str, kind, number: Option<&str>| PartySummary {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        masked_tax_id: number.map(str::to_owned),
    };
    CaseSummary {
        title: "林一禾与周不言 2024–2025 年直播收入自查".to_owned(),
        parties: vec![
            party(
                "lin",
                "林一禾",
                PartyKind::NaturalPerson,
                Some("3101**********1234"),
            ),
            party(
                "studio",
                "一禾文化工作室",
                PartyKind::SoleProprietorship,
                None,
            ),
            party("zhou", "周不言", PartyKind::NaturalPerson, None),
            party("agency", "木桥示例传媒有限公司", PartyKind::Agency, None),
        ],
        documents: vec![
            document(
                "结算明细_周不言_2024.csv",
                "抖音精选联盟结算单",
                4_812,
                96,
                3,
            ),
            document("支付宝账务明细_2024.xlsx", "支付宝账务流水", 2_204, 0, 0),
            document(
                "tb_commission_2024.xlsx",
                "淘宝联盟推广者订单",
                11_350,
                1_120,
                0,
            ),
        ],
        quarantine: vec![QuarantinedRow {
            document: "结算明细_周不言_2024.csv".to_owned(),
            place: Place {
                sheet: None,
                row: 1_204,
                column: Some("结算佣金".to_owned()),
            },
            problem: ProblemCode::UnreadableAmount,
            found: "12,3O4.50".to_owned(),
            waived: None,
        }],
        history_head: "9c1f".repeat(16),
        history_entries: 57,
        evidence: vec![Evidence {
            of: "C1:zhou:2024".to_owned(),
            total: 412.max(u64::from(records)),
            rows: (0..records).map(record).collect(),
        }],
    }
}

fn document(
    name: &str,
    format: &str,
    rows: u64,
    duplicates: u64,
    quarantined: u64,
) -> DocumentSummary {
    DocumentSummary {
        name: name.to_owned(),
        format: format.to_owned(),
        sha256: "a7e3".repeat(16),
        rows,
        duplicates,
        quarantined,
        first_day: Some(day("2024-01-01")),
        last_day: Some(day("2024-12-31")),
    }
}

fn record(index: u32) -> EvidenceRow {
    EvidenceRow {
        document: "结算明细_周不言_2024.csv".to_owned(),
        place: Place {
            sheet: None,
            row: index + 2,
            column: None,
        },
        on: Some(day(&format!(
            "2024-{:02}-{:02}",
            index % 12 + 1,
            index % 28 + 1
        ))),
        order_id: Some(format!("ORDER-{:07}", index * 7919 % 1_000_003)),
        amount: Some(Money::from_fen(i64::from(index % 97) * 1_337 - 4_000)),
    }
}
