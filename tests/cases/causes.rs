//! Causes between settled and declared, from the export to their rows and cells.

use engine::period::Grain;
use engine::worksheet::Origin;

use super::files::{ORDER, Order, PAID, VOID, live, orders, refund};
use super::older::ruyitou;
use super::{Desk, LI, files, sample};

/// What Li declared for a month.
fn declared(month: &str, income: &str) -> String {
    format!(
        "{LI}\n[[declared]]\nparty = \"li\"\ntax = \"iit.withheld\"\nperiod = \"{month}\"\n\
         income = \"{income}\"\ntax_paid = \"0.00\"\n"
    )
}

/// The causes of the only gap, each with how many rows it leads to, their sum, and the texts of their cells.
fn causes(desk: &Desk) -> Vec<(String, String, u32, String, Vec<String>)> {
    let computation = desk.compute(Grain::Month);
    let rows = computation.bridge.iter();
    let causes = rows.flat_map(|row| &row.causes);
    let told = causes.map(|cause| {
        let step = &computation.worksheets[&cause.figure][0];
        let Some(Origin::Records(of)) = &step.origin else {
            panic!("{step:?}");
        };
        let page = desk.case.records_of(of, 0, 10).unwrap();
        let cells = page.rows.iter().map(|row| row.raw.clone().unwrap());
        (
            cause.cause.clone(),
            cause.amount.to_string(),
            page.total,
            page.sum.to_string(),
            cells.collect(),
        )
    });
    told.collect()
}

fn cause(
    name: &str,
    amount: &str,
    (rows, sum): (u32, &str),
    cells: &[&str],
) -> (String, String, u32, String, Vec<String>) {
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
    (
        name.to_owned(),
        amount.to_owned(),
        rows,
        sum.to_owned(),
        cells,
    )
}

/// 10.00 settled, 7.00 of an order on its way, 3.00 of one that came to nothing: whoever declares 17.00
/// declared an estimate.
#[test]
fn an_estimate_that_was_declared_leads_to_the_orders_that_were_not_settled() {
    let on_its_way = Order {
        number: "7900000000002",
        estimate: "7.00",
        ..PAID
    };
    let void = Order {
        number: "7900000000003",
        estimate: "3.00",
        ..VOID
    };
    let file = orders(&[ORDER, on_its_way, void]);
    for (income, expected) in [
        (
            "17.00",
            vec![cause("estimated", "-7.00", (1, "7.00"), &["7.00"])],
        ),
        ("20.00", vec![]),
        ("10.00", vec![]),
    ] {
        let mut desk = Desk::new(&declared("2024-05", income));
        desk.import("orders.csv", &file);
        assert_eq!(causes(&desk), expected, "{income}");
    }
    // Settled a month later, it is an estimate no more.
    let mut desk = Desk::new(&declared("2024-05", "17.00"));
    desk.import("orders.csv", &file);
    let settled = Order {
        status: "订单结算",
        settled_at: "2024-06-20 08:00:00",
        income: "7.00",
        ..on_its_way
    };
    desk.import("later.csv", &orders(&[settled]));
    assert_eq!(causes(&desk), []);
}

/// The same order of 10.00 in two files: it is settled once, and somebody declared both.
#[test]
fn a_second_view_of_an_order_that_was_declared_leads_to_its_rows() {
    let zone = "platform = \"taobao\"\nid = \"taobao_alliance_ruyitou#2\"";
    let account = format!("\n[[account]]\n{zone}\nparty = \"li\"\n");
    let mut desk = Desk::new(&(declared("2024-05", "20.00") + &account));
    desk.import("orders.csv", &orders(&[ORDER]));
    desk.import("again.csv", &ruyitou(&[ORDER]));
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "10.00");
    let other = cause("other_view", "-10.00", (1, "10.00"), &["10.00"]);
    assert_eq!(causes(&desk), [other]);
    desk.case.undo(2).unwrap();
    assert_eq!(causes(&desk), []);
}

#[test]
fn a_clawback_that_was_not_declared_leads_to_its_row() {
    let mut desk = Desk::new(&declared("2024-05", "10.00"));
    desk.import("orders.csv", &orders(&[ORDER]));
    desk.import("refund.csv", &refund(ORDER.number, "2024-05-28", "4.00"));
    assert_eq!(desk.settled("li", "2024-05").unwrap(), "6.00");
    let clawback = cause("clawback", "-4.00", (1, "-4.00"), &["4.00"]);
    assert_eq!(causes(&desk), [clawback]);
}

/// 27.04 for the creator, beside 6.76 for the agency and 3.38 for the platform.
#[test]
fn what_others_had_taken_off_before_leads_to_its_own_cells() {
    for (income, expected) in [
        (
            "30.42",
            vec![cause("platform_fee", "-3.38", (1, "3.38"), &["338"])],
        ),
        (
            "33.80",
            vec![cause("agency_share", "-6.76", (1, "6.76"), &["676"])],
        ),
        (
            "37.18",
            vec![
                cause("platform_fee", "-3.38", (1, "3.38"), &["338"]),
                cause("agency_share", "-6.76", (1, "6.76"), &["676"]),
            ],
        ),
    ] {
        let mut desk = Desk::new(&declared("2024-05", income));
        desk.import("orders.json", &live(&[files::SETTLED]));
        assert_eq!(causes(&desk), expected, "{income}");
    }
}

/// Four rows of 19.20 in all, each with a subsidy of 0.30 in it: declared without, it is income left out.
#[test]
fn a_subsidy_that_was_left_out_is_named_and_stays_undeclared() {
    let account = "\n[[account]]\nplatform = \"taobao\"\nid = \"100000011\"\nparty = \"li\"\n\
                   [[account]]\nplatform = \"taobao\"\nid = \"100000012\"\nparty = \"li\"\n";
    let mut desk = Desk::new(&(declared("2024-06", "18.00") + account));
    let file = String::from_utf8(sample("taobao_tbk_order_details_api/pages.json")).unwrap();
    let file = file.replace("\"subsidy_fee\": \"0.00\"", "\"subsidy_fee\": \"0.30\"");
    desk.import("pages.json", file.as_bytes());
    let subsidy = cause("subsidy", "1.20", (4, "1.20"), &["0.30"; 4]);
    assert_eq!(causes(&desk), [subsidy]);
    let row = desk.compute(Grain::Month).bridge.remove(0);
    let left = [row.unexplained, row.undeclared].map(|amount| amount.unwrap().to_string());
    assert_eq!(left, ["0.00", "1.20"]);
}
