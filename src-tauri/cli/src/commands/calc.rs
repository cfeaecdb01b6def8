//! `zicha calc`.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use engine::rules::Rules;

use crate::output::{Done, Failure};
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
   \"where_nobody_withheld\":\"from_annual_deadline\",\"income_before_platform_fees\":true}
   or \"exempt\", true, \"none\", false";
/// Bytes read and written at once: a line and its steps are a few thousand.
const ROOM: usize = 256 * 1024;

/// Calculate: JSON Lines in, JSON Lines out.
///
/// A line has an `id`, a `kind` and the inputs of that kind; its answer has the outputs and the
/// `trace`, or an `error`. Income tax: iit.comprehensive, iit.settlement, iit.bonus,
/// iit.additional, iit.labour_per_time, iit.labour_occurrences, iit.author_per_time,
/// iit.royalty_per_time, iit.wages_cumulative, iit.platform_cumulative, iit.insurance_cumulative,
/// iit.withholding_method, iit.business, iit.business_summary, recharacterise,
/// recharacterise.table.
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
        let mut lines = BufReader::with_capacity(ROOM, self.open()?);
        let mut out = BufWriter::with_capacity(ROOM, std::io::stdout().lock());
        let (mut line, mut answer) = (String::new(), Vec::new());
        let mut done = Done::Clean;
        while read(&mut lines, &mut line)? {
            if line.trim().is_empty() {
                continue;
            }
            answer.clear();
            if !engine::calc::answer(&line, &rules, &mut answer) {
                done = Done::NeedsALook;
            }
            answer.push(b'\n');
            // A reader that went away is no failure; one that waits for its answer gets it.
            let waits = lines.buffer().is_empty();
            if out.write_all(&answer).is_err() || (waits && out.flush().is_err()) {
                return Ok(done);
            }
        }
        let _ = out.flush();
        Ok(done)
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

/// The next line into the same memory; false at the end.
fn read(lines: &mut impl BufRead, line: &mut String) -> Result<bool, Failure> {
    line.clear();
    let length = lines.read_line(line);
    Ok(length.map_err(|error| Failure::Usage(error.to_string()))? > 0)
}
