//! The self-correction plan: what was filed beside what is due, in the order of the deadlines.

use engine::computation::PlanStep;
use engine::money::Money;
use engine::party::Conduct;
use engine::period::Grain;

use super::files::{ORDER, Order, orders};
use super::{Desk, LI};

const SHOP: &str = r#"
[[party]]
id = "shop"
name = "某某服饰店"
kind = "individual_business"
city_class = "city"
collection = { method = "books" }

[[account]]
platform = "taobao"
id = "100000009"
party = "shop"

[[declared]]
party = "li"
tax = "iit.comprehensive"
period = "2023"
income = "100000.00"
tax_paid = "600.00"
paid_on = "2024-05-20"

[[declared]]
party = "shop"
tax = "vat.small_scale"
period = "2024-Q2"
income = "303000.00"
tax_paid = "3000.00"
paid_on = "2024-07-10"
"#;

/// Li settled 300,000 in 2023 and declared 100,000; of 200,000 in 2024 she declared nothing. The shop settled
/// 404,000 in a quarter and filed for less.
fn desk() -> Desk {
    let mut desk = Desk::new(&format!("{LI}{SHOP}"));
    let order = |number, settled_at, income, zone| Order {
        number,
        settled_at,
        income,
        estimate: income,
        zone,
        ..ORDER
    };
    desk.import(
        "orders.csv",
        &orders(&[
            order(
                "7900000000001",
                "2023-06-20 08:00:00",
                "300000.00",
                ORDER.zone,
            ),
            order(
                "7900000000002",
                "2024-06-20 08:00:00",
                "200000.00",
                ORDER.zone,
            ),
            order(
                "7900000000003",
                "2024-05-20 08:00:00",
                "404000.00",
                "100000009",
            ),
        ]),
    );
    desk
}

fn plan(desk: &Desk) -> Vec<PlanStep> {
    desk.compute(Grain::Month).plan
}

/// Period, filed and amended income, filed and amended tax, what is to be added.
fn told(step: &PlanStep) -> (String, [String; 5]) {
    let amounts = [
        step.filed_income,
        step.amended_income,
        step.filed_tax,
        step.amended_tax,
        step.to_add,
    ];
    let text = |amount: Option<Money>| amount.map_or("-".to_owned(), |amount| amount.to_string());
    (format!("{} {}", step.tax, step.period), amounts.map(text))
}

fn line(of: &str, amounts: [&str; 5]) -> (String, [String; 5]) {
    (of.to_owned(), amounts.map(str::to_owned))
}

/// 300,000 × 80 % − 60,000 = 180,000; × 20 % − 16,920 = 19,080, of which 600 were paid.
/// 200,000 × 80 % − 60,000 = 100,000; × 10 % − 2,520 = 7,480.
#[test]
fn a_person_amends_one_year_and_files_another_for_the_first_time() {
    let steps = plan(&desk());
    let of_li: Vec<_> = steps.iter().filter(|step| step.party == "li").collect();
    assert_eq!(
        of_li.iter().map(|step| told(step)).collect::<Vec<_>>(),
        [
            line(
                "iit.comprehensive 2023",
                ["100000.00", "300000.00", "600.00", "19080.00", "18480.00"]
            ),
            line(
                "iit.comprehensive 2024",
                ["-", "200000.00", "-", "7480.00", "7480.00"]
            ),
        ]
    );
    // Due on 30 June 2025; 7,480 × 0.05 % × 31 days to 31 July = 115.94.
    assert_eq!(of_li[1].deadline.unwrap().to_string(), "2025-06-30");
    assert_eq!(of_li[1].surcharge.unwrap().to_string(), "115.94");
    let fines = of_li[1].fines.iter();
    let fines: Vec<_> = fines
        .map(|fine| {
            let ends = [fine.low, fine.high].map(|end| end.to_string());
            (fine.conduct, fine.article.as_str(), ends.join("–"))
        })
        .collect();
    assert_eq!(
        fines,
        [
            (Conduct::Hidden, "63", "3740.00–37400.00".to_owned()),
            (
                Conduct::Recharacterised,
                "63",
                "3740.00–37400.00".to_owned()
            ),
            (Conduct::Unfiled, "64.2", "3740.00–37400.00".to_owned()),
            (Conduct::Slip, "52", "0.00–0.00".to_owned()),
            (Conduct::Voluntary, "63", "0.00–7480.00".to_owned()),
        ]
    );
}

/// 404,000 ÷ 1.01 = 400,000; × 1 % = 4,000, of which 3,000 were paid. On it 7 % and 3 % + 2 %, halved.
#[test]
fn a_business_amends_the_return_of_a_quarter_before_the_return_of_the_year() {
    let steps = plan(&desk());
    let of_shop: Vec<_> = steps.iter().filter(|step| step.party == "shop").collect();
    let taxes: Vec<_> = of_shop.iter().map(|step| step.tax.as_str()).collect();
    assert_eq!(
        taxes,
        [
            "vat.small_scale",
            "urban_construction",
            "education",
            "iit.business"
        ]
    );
    let (vat, [filed, _, filed_tax, due, to_add]) = told(of_shop[0]);
    assert_eq!(
        [vat.as_str(), &filed, &filed_tax, &due, &to_add],
        [
            "vat.small_scale 2024-Q2",
            "303000.00",
            "3000.00",
            "4000.00",
            "1000.00"
        ]
    );
    assert_eq!(told(of_shop[1]).1[4], "140.00");
    assert_eq!(told(of_shop[2]).1[4], "100.00");
    assert!(of_shop[2].fines.is_empty(), "a fee is not fined");
    // A business on its accounts that stated none: what is missing is said, and no amount is guessed.
    let business = of_shop[3];
    assert_eq!((business.to_add, business.surcharge), (None, None));
    assert!(business.missing.is_some());
}

#[test]
fn every_step_leads_to_what_shows_it() {
    let desk = desk();
    let computation = desk.compute(Grain::Month);
    for step in &computation.plan {
        let (own, compared) = step.evidence.split_first().unwrap();
        assert!(computation.worksheets.contains_key(&own.code), "{step:?}");
        assert!(!compared.is_empty(), "{step:?}");
        for evidence in compared {
            assert!(
                computation.worksheets.contains_key(&evidence.code),
                "{evidence:?}"
            );
        }
        let steps = &computation.worksheets[&step.figure];
        let last = step
            .to_add
            .map(|tax| tax + step.surcharge.unwrap_or_default());
        let to_pay = steps.iter().find(|one| one.label == "plan_to_pay");
        assert_eq!(
            to_pay.map(|one| one.value),
            last.map(Money::yuan),
            "{step:?}"
        );
    }
    let settled = &computation.plan[0].evidence[1];
    assert!(settled.code.ends_with(".settled"));
    assert_eq!(settled.records, 1);
    assert!(
        computation.plan[0]
            .findings
            .iter()
            .any(|id| id.starts_with("C1:li"))
    );
}

/// What the plan adds up to is what the totals of the parties say.
#[test]
fn the_plan_adds_up_to_the_totals() {
    let computation = desk().compute(Grain::Month);
    for total in &computation.totals {
        let steps = computation
            .plan
            .iter()
            .filter(|step| step.party == total.party);
        let sum = |of: fn(&PlanStep) -> Option<Money>| steps.clone().filter_map(of).sum::<Money>();
        assert_eq!(sum(|step| step.to_add), total.underpaid, "{}", total.party);
        assert_eq!(
            sum(|step| step.surcharge),
            total.surcharge,
            "{}",
            total.party
        );
    }
}
