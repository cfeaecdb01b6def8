//! An invented case, computed by hand: a studio whose income is taken as labour remuneration
//! after review, and a streamer who declared part of what was settled.
//!
//! Hand calculation, in yuan. Studio 2024: 3,000,000 × 80 % − 60,000 = 2,340,000; × 45 % −
//! 181,920 = 871,080 due. Zhou 2024: 386,000 × 80 % − 60,000 − 36,000 = 212,800; × 20 % −
//! 16,920 = 25,640 due, 7,880 paid. 1 July 2025 to 21 November 2026 are 509 days.

mod case;
mod worksheet;

use std::fmt::Debug;
use std::str::FromStr;

use engine::computation::{
    BridgeRow, Cause, Computation, Finding, FindingStatus, Fine, NotRun, RulesUsed, Severity,
    Surcharge, TaxRow, TotalRow, UnassignedAccount, UncoveredYear, WithholdingMethod,
    WithholdingRow,
};
use engine::money::Money;
use engine::party::Income;
use engine::period::Period;
use engine::worksheet::Confidence;

pub use case::case;

fn money(yuan: &str) -> Money {
    yuan.parse().expect("an amount")
}

fn some(yuan: &str) -> Option<Money> {
    Some(money(yuan))
}

fn day<Date: FromStr<Err: Debug>>(text: &str) -> Date {
    text.parse().expect("a date")
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// The whole computation.
pub fn computation() -> Computation {
    Computation {
        as_of: day("2026-11-21"),
        rules: RulesUsed {
            id: "cn".to_owned(),
            version: "2026-11-21".to_owned(),
            sha256: "5f0c".repeat(16),
        },
        bridge: months(),
        taxes: taxes(),
        withholding: withholding(),
        agency_debts: Vec::new(),
        waiting: Vec::new(),
        plan: Vec::new(),
        totals: totals(),
        findings: findings(),
        not_run: vec![NotRun {
            rule: "C1".to_owned(),
            party: Some("zhou".to_owned()),
            needs: "settlements".to_owned(),
        }],
        uncovered: vec![UncoveredYear {
            party: "zhou".to_owned(),
            year: 2017,
            settled: money("4200.00"),
        }],
        unassigned: vec![UnassignedAccount {
            platform: "kuaishou".to_owned(),
            keys: vec!["ks-0000042".to_owned()],
            name: Some("一禾的备用号".to_owned()),
            records: 18,
            settled: money("2310.40"),
            proposals: Vec::new(),
        }],
        pictures: Vec::new(),
        settings: engine::settings::Settings::default(),
        worksheets: [("T-2".to_owned(), worksheet::worksheet())].into(),
    }
}

/// The comparison by year.
pub fn by_year() -> Vec<BridgeRow> {
    vec![
        BridgeRow {
            declared: some("3000000.00"),
            received: some("2850000.00"),
            income: Income::Business,
            ..bridge("studio", "2024", "3000000.00", "B-1")
        },
        BridgeRow {
            declared: some("250000.00"),
            received: some("371300.00"),
            unexplained: some("136000.00"),
            undeclared: some("136000.00"),
            material: true,
            ..bridge("zhou", "2024", "386000.00", "B-2")
        },
        BridgeRow {
            declared: some("520000.00"),
            received: some("498000.00"),
            platform_reported: some("268000.00"),
            ..bridge("zhou", "2025", "520000.00", "B-3")
        },
    ]
}

fn bridge(party: &str, of: &str, settled: &str, figure: &str) -> BridgeRow {
    BridgeRow {
        party: party.to_owned(),
        period: period(of),
        income: Income::LabourRemuneration,
        settled: some(settled),
        received: None,
        platform_reported: None,
        declared: None,
        causes: Vec::new(),
        unexplained: some("0.00"),
        undeclared: some("0.00"),
        receipt_causes: Vec::new(),
        receipt_unexplained: None,
        report_causes: Vec::new(),
        report_unexplained: None,
        material: false,
        figure: figure.to_owned(),
    }
}

/// Zhou's months of 2024: 32,000 each, and 34,000 in December, of which 12,500 and then
/// 112,500 were declared.
fn months() -> Vec<BridgeRow> {
    (1..=12)
        .map(|month| {
            let code = format!("B-{}", month + 10);
            let (settled, declared, gap) = match month {
                12 => ("34000.00", "112500.00", "-78500.00"),
                _ => ("32000.00", "12500.00", "19500.00"),
            };
            let fee = Cause {
                cause: "tax_withheld".to_owned(),
                amount: money("1225.00"),
                is_income: false,
                figure: format!("{code}.6"),
            };
            BridgeRow {
                declared: some(declared),
                received: some("30941.66"),
                unexplained: some(gap),
                undeclared: some(gap),
                receipt_causes: if month % 4 == 1 {
                    vec![fee]
                } else {
                    Vec::new()
                },
                material: month == 12,
                ..bridge("zhou", &format!("2024-{month:02}"), settled, &code)
            }
        })
        .collect()
}

fn taxes() -> Vec<TaxRow> {
    let studio = TaxRow {
        income: some("3000000.00"),
        due: some("0.00"),
        paid: some("49500.00"),
        declared: some("49500.00"),
        underpaid: some("0.00"),
        overpaid: some("49500.00"),
        treated_as: Some("lin".to_owned()),
        deadline: Some(day("2025-03-31")),
        ..tax("studio", "iit.business", "2024", "T-1")
    };
    let lin = TaxRow {
        income: some("3000000.00"),
        taxable_income: some("2340000.00"),
        due: some("871080.00"),
        paid: some("0.00"),
        underpaid: some("871080.00"),
        surcharge: late("221689.86", "221689.86"),
        fine: fine("435540.00", "4355400.00"),
        assumptions: vec!["no_deductions_stated".to_owned()],
        ..tax("lin", "iit.comprehensive", "2024", "T-2")
    };
    let zhou = TaxRow {
        income: some("386000.00"),
        taxable_income: some("212800.00"),
        due: some("25640.00"),
        declared: some("7880.00"),
        paid: some("7880.00"),
        underpaid: some("17760.00"),
        surcharge: late("4519.92", "4519.92"),
        fine: fine("8880.00", "88800.00"),
        ..tax("zhou", "iit.comprehensive", "2024", "T-3")
    };
    let next = TaxRow {
        income: some("520000.00"),
        taxable_income: some("320000.00"),
        due: some("48080.00"),
        declared: some("48080.00"),
        paid: some("48080.00"),
        underpaid: some("0.00"),
        deadline: Some(day("2026-06-30")),
        deadline_confidence: Some(Confidence::Low),
        ..tax("zhou", "iit.comprehensive", "2025", "T-4")
    };
    vec![studio, lin, zhou, next]
}

fn tax(party: &str, tax: &str, year: &str, figure: &str) -> TaxRow {
    TaxRow {
        party: party.to_owned(),
        tax: tax.to_owned(),
        period: period(year),
        income: None,
        taxable_income: None,
        due: None,
        declared: None,
        paid: None,
        underpaid: None,
        overpaid: None,
        deadline: Some(day("2025-06-30")),
        deadline_confidence: Some(Confidence::High),
        overdue: true,
        surcharge: Surcharge {
            days: 0,
            amount: None,
            capped_at_tax: None,
            parts: Vec::new(),
        },
        fine: Fine {
            article: None,
            low: None,
            high: None,
            multiple: None,
            amount: None,
        },
        assumptions: Vec::new(),
        missing: None,
        treated_as: None,
        figure: figure.to_owned(),
    }
}

fn late(amount: &str, capped: &str) -> Surcharge {
    Surcharge {
        days: 509,
        amount: some(amount),
        capped_at_tax: some(capped),
        parts: Vec::new(),
    }
}

fn fine(low: &str, high: &str) -> Fine {
    Fine {
        article: Some("63".to_owned()),
        low: some(low),
        high: some(high),
        multiple: None,
        amount: None,
    }
}

fn totals() -> Vec<TotalRow> {
    vec![
        TotalRow {
            party: "lin".to_owned(),
            underpaid: money("871080.00"),
            surcharge: money("221689.86"),
            fine_low: money("435540.00"),
            fine_high: money("4355400.00"),
            total_low: money("1528309.86"),
            total_high: money("5448169.86"),
            figure: "S-1".to_owned(),
        },
        TotalRow {
            party: "zhou".to_owned(),
            underpaid: money("17760.00"),
            surcharge: money("4519.92"),
            fine_low: money("8880.00"),
            fine_high: money("88800.00"),
            total_low: money("31159.92"),
            total_high: money("111079.92"),
            figure: "S-2".to_owned(),
        },
    ]
}

/// 32,000 × 80 % × 30 % − 2,000 = 5,680 for each month of 2024; 2,200 was withheld.
fn withholding() -> Vec<WithholdingRow> {
    (1..=11)
        .map(|month| WithholdingRow {
            party: "zhou".to_owned(),
            period: period(&format!("2024-{month:02}")),
            payer: Some("木桥示例传媒有限公司".to_owned()),
            income: money("32000.00"),
            method: WithholdingMethod::PerTime,
            due: money("5680.00"),
            withheld: money("2200.00"),
            shortfall: money("3480.00"),
            figure: format!("W-{month}"),
        })
        .collect()
}

fn findings() -> Vec<Finding> {
    vec![
        Finding {
            id: "C1:zhou:2024".to_owned(),
            rule: "C1".to_owned(),
            severity: Severity::High,
            party: Some("zhou".to_owned()),
            period: Some(period("2024")),
            amount: some("136000.00"),
            status: FindingStatus::Open,
            title: "周不言 2024 年结算收入高于申报收入 136,000.00 元。".to_owned(),
            title_en: "For 2024, 周不言 settled 136,000.00 yuan more than was declared.".to_owned(),
            evidence: 412,
            decision: None,
            reopened: None,
            evidence_codes: Vec::new(),
            evidence_sha256: "ab".repeat(32),
            innocent: vec!["settlement_lag".to_owned()],
            thresholds: Vec::new(),
            parts: Vec::new(),
            figure: Some("B-2.unexplained".to_owned()),
            citations: vec!["个人所得税法 第三条、第六条".to_owned()],
        },
        Finding {
            id: "D2:studio:2024".to_owned(),
            rule: "D2".to_owned(),
            severity: Severity::Medium,
            party: Some("studio".to_owned()),
            period: Some(period("2024")),
            amount: some("3000000.00"),
            status: FindingStatus::Acknowledged,
            title: "工作室收入全部来自一名主播本人的直播，且没有雇员和场所支出。".to_owned(),
            title_en: "All income of the studio comes from one person's own streams, with no \
                       staff and no premises."
                .to_owned(),
            evidence: 0,
            decision: None,
            reopened: None,
            evidence_codes: Vec::new(),
            evidence_sha256: "ab".repeat(32),
            innocent: vec!["settlement_lag".to_owned()],
            thresholds: Vec::new(),
            parts: Vec::new(),
            figure: None,
            citations: Vec::new(),
        },
    ]
}
