//! `zicha calc`.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

use engine::rules::Rules;

use crate::output::{self, Done, Failure};
use crate::{Common, Outcome};

/// What may be asked beside the income taxes; amounts are strings of yuan.
const KINDS: &str = "\
Kinds on VAT, levies, deadlines, late payment and fines (a key in brackets may be left out):
  vat.small_scale          period, net_sales | gross_sales | platforms [{platform, net_sales |
                           gross_sales}], [city_class, taxpayer, waives_reduction, settings]
  vat.per_time             date, net_sales | gross_sales, [threshold, settings]
  vat.rolling_limit        periods [{period, net_sales}], [taxpayer]
  cultural_levy            period, payer, receipts, [passed_on, small_scale_sales]
  cit.small_low_profit     year, taxable_income, [employees, assets]
  deadline                 tax, period
  late_surcharge           tax_amount, deadline, paid_on, [payments [{paid_on, amount}],
                           unwithheld, settings]
  late_surcharge.in_order  debts [{amount, deadline}], as_of, [payments [{paid_on, amount}]]
  limitation               amount, deadline, as_of, conduct | authority_at_fault
  fine                     article | conduct, components [{base, [multiple]}], [serious]
  evasion_ratio            years [{year, evaded, due}]
  total_plausibility       tax, total, [fines [{base, multiple}]]
  agency_debts             as_of, payments [{recipient, date, income, [withheld, remitted,
                           one_off]}], [settles_for_platform, own_taxes [{tax, period, amount}],
                           settings]
  waiting_cost             debts [{amount, deadline | tax and period}], from, to, [every]

Settings answer what the law leaves open; these are the defaults:
  {\"exactly_at_threshold\":\"taxed\",\"payer_withholds_vat\":false,
   \"where_nobody_withheld\":\"from_annual_deadline\"}   or \"exempt\", true, \"none\"";

/// Calculate: JSON Lines in, JSON Lines out.
///
/// Example: echo '{"id":"1","kind":"iit.labour_per_time","date":"2024-05-01","income":"60000.00"}' |
/// zicha calc
#[derive(clap::Args)]
#[command(after_long_help = KINDS)]
pub(crate) struct Calc {
    /// A file of JSON lines; `-` or nothing reads stdin.
    file: Option<PathBuf>,
}

impl Calc {
    pub(crate) fn run(&self, _common: &Common) -> Outcome {
        let rules = Rules::load();
        let mut failed = false;
        for line in BufReader::new(self.open()?).lines() {
            let line = line.map_err(|error| Failure::Usage(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let answer = engine::calc::calc(&line, &rules);
            failed |= is_error(&answer);
            output::line(&answer);
        }
        Ok(if failed {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }

    fn open(&self) -> Result<Box<dyn Read>, Failure> {
        match &self.file {
            Some(path) if path.as_os_str() != "-" => {
                let file = std::fs::File::open(path);
                let file =
                    file.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())));
                Ok(Box::new(file?))
            }
            _ => Ok(Box::new(std::io::stdin())),
        }
    }
}

fn is_error(answer: &str) -> bool {
    let answer: Result<serde_json::Value, _> = serde_json::from_str(answer);
    answer.is_ok_and(|answer| answer.get("error").is_some())
}
