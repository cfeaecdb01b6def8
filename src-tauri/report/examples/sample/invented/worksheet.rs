//! How 871,080 comes about, step by step.

use engine::record::{Class, Side};
use engine::worksheet::{Citation, Confidence, Measure, Operation, Origin, RecordsOf, Step, Unit};

use super::{day, period};

fn step(number: u32, label: &str, operation: Operation, operands: &[u32], value: &str) -> Step {
    Step {
        number,
        label: label.to_owned(),
        operation,
        operands: operands.to_vec(),
        value: value.parse().expect("a number"),
        unit: Unit::Yuan,
        citation: None,
        origin: None,
        assumption: None,
        span: None,
    }
}

fn cited(mut step: Step, rule: &str, article: &str, confidence: Confidence) -> Step {
    step.citation = Some(Citation {
        rule: rule.to_owned(),
        article: article.to_owned(),
        from: day("2019-01-01"),
        confidence,
    });
    step
}

fn rate(mut step: Step) -> Step {
    step.unit = Unit::Rate;
    step
}

/// The steps.
pub fn worksheet() -> Vec<Step> {
    let article = "个人所得税法 第六条";
    let mut income = step(1, "labour_income", Operation::Input, &[], "3000000");
    income.origin = Some(Origin::Records(RecordsOf {
        party: "studio".to_owned(),
        period: period("2024"),
        side: Side::Settled,
        classes: vec![Class::Commission, Class::Clawback, Class::Tips],
        measure: Measure::Counted,
    }));
    let mut deductions = step(5, "deduction_special", Operation::Input, &[], "0");
    deductions.origin = Some(Origin::Stated {
        party: "lin".to_owned(),
    });
    deductions.assumption = Some("no_deductions_stated".to_owned());
    let parameter = |number, label: &str, value: &str| {
        let step = step(number, label, Operation::Parameter, &[], value);
        cited(
            step,
            "iit.comprehensive.brackets",
            article,
            Confidence::High,
        )
    };
    let rounded = step(10, "tax", Operation::Round, &[9], "871080.00");
    vec![
        income,
        rate(parameter(2, "labour_factor", "0.8")),
        step(
            3,
            "income_amount",
            Operation::Product,
            &[1, 2],
            "2400000.00",
        ),
        parameter(4, "basic_deduction", "60000"),
        deductions,
        step(
            6,
            "taxable_income",
            Operation::Difference,
            &[3, 4, 5],
            "2340000.00",
        ),
        rate(parameter(7, "rate", "0.45")),
        parameter(8, "quick_deduction", "181920"),
        step(9, "tax_exact", Operation::Bracket, &[6, 7, 8], "871080.00"),
        cited(rounded, "rounding.tax", "惯例", Confidence::Low),
    ]
}
