//! The text keys of the tax worksheets: steps, assumptions and missing facts, each listed once.

macro_rules! keys {
    ($prefix:literal: $($name:ident = $key:literal,)+) => {
        $(pub const $name: &str = $key;)+

        /// Every text key of this list, with its prefix.
        #[cfg(test)]
        pub const ALL: &[&str] = &[$(concat!($prefix, ".", $key)),+];
    };
}

pub(crate) mod income;
pub(crate) mod levy;

/// What a step is.
pub(crate) mod step {
    keys! { "step":
        ALREADY_WITHHELD = "already_withheld",
        AUTHOR = "author_income",
        AUTHOR_FACTOR = "author_factor",
        AUTHOR_PART = "author_part",
        AVERAGE_DAYS = "average_days",
        BASIC_DEDUCTION = "basic_deduction",
        BUSINESS_CREDIT = "business_credit",
        BUSINESS_DECLARED = "business_declared",
        BUSINESS_INCOME = "business_income",
        BUSINESS_SETTLED = "business_settled",
        BUSINESS_SETTLED_NET = "business_settled_net",
        BUSINESS_TAXABLE = "business_taxable",
        CAP = "half_relief_cap",
        CAPPED_PART = "capped_part",
        CUMULATIVE_DEDUCTION = "cumulative_deduction",
        CUMULATIVE_EXPENSES = "cumulative_expenses",
        CUMULATIVE_INCOME = "cumulative_income",
        CUMULATIVE_REST = "cumulative_rest",
        CUMULATIVE_TAX = "cumulative_tax",
        DAILY_RATE = "daily_rate",
        DAYS_LATE = "days_late",
        DECLARED_TAX = "declared_tax",
        DECLARED_TAX_RECORDS = "declared_tax_records",
        DECLARED_TAX_PAPER = "declared_tax_paper",
        DEDUCTION_ADDITIONAL = "deduction_additional",
        DEDUCTION_OTHER = "deduction_other",
        DEDUCTION_SPECIAL = "deduction_special",
        DUE = "tax_due",
        DUE_NOTHING = "due_nothing",
        EVADED = "evaded_tax",
        EVADED_RATIO = "evaded_ratio",
        EXPENSES = "labour_expenses",
        EXPENSE_RATE = "labour_expense_rate",
        FINE = "fine",
        FINE_BASE = "fine_base",
        FINE_EXACT = "fine_exact",
        FINE_HIGH = "fine_high",
        FINE_LOW = "fine_low",
        FINE_MULTIPLE = "fine_multiple",
        HIGHEST_MULTIPLE = "highest_multiple",
        FORM_TAXABLE = "form_taxable",
        INCOME = "income",
        INCOME_AMOUNT = "income_amount",
        INCOME_AMOUNT_ROUNDED = "income_amount_rounded",
        LABOUR = "labour_income",
        LABOUR_DECLARED = "labour_declared",
        LABOUR_FACTOR = "labour_factor",
        LABOUR_NET = "labour_net",
        LABOUR_PART = "labour_part",
        LABOUR_SETTLED = "labour_settled",
        LATE_FEE = "late_fee",
        LATE_FEE_A_DAY = "late_fee_a_day",
        LATE_FEE_CAPPED = "late_fee_capped",
        LATE_FEE_EXACT = "late_fee_exact",
        LATE_FEE_IMPLIED = "late_fee_implied",
        MONTHS = "months",
        MONTH_DEDUCTION = "month_deduction",
        MONTH_INCOME = "month_income",
        OTHER_RELIEF = "other_relief",
        OVERPAID = "overpaid",
        PAID = "tax_paid",
        PAPER_INCOME = "paper_income",
        PAPER_TAXABLE = "paper_taxable",
        PROFIT_RATE = "profit_rate",
        RELIEF = "half_relief",
        RELIEF_BASE = "half_relief_base",
        RELIEF_EXACT = "half_relief_exact",
        RELIEF_OF_PART = "other_relief_of_part",
        RELIEF_SHARE = "half_relief_share",
        REST = "rest_after_tax",
        ROYALTY = "royalty_income",
        ROYALTY_FACTOR = "royalty_factor",
        ROYALTY_PART = "royalty_part",
        SHORT = "tax_short",
        SMALL_DEDUCTION = "small_deduction",
        SMALL_UP_TO = "small_up_to",
        TAX = "tax",
        TAXABLE = "taxable_income",
        TAXABLE_REST = "taxable_rest",
        TAXABLE_ROUNDED = "taxable_income_rounded",
        TAX_AFTER_RELIEF = "tax_after_relief",
        TAX_BEFORE_RELIEF = "tax_before_relief",
        TAX_EXACT = "tax_exact",
        TAX_OF_PART = "tax_of_part",
        TOTAL = "total",
        TOTAL_FINE_HIGH = "total_fine_high",
        TOTAL_FINE_LOW = "total_fine_low",
        TOTAL_HIGH = "total_high",
        TOTAL_LATE_FEE = "total_late_fee",
        TOTAL_LOW = "total_low",
        TOTAL_SHORT = "total_short",
        TREATED_INCOME = "treated_income",
        UNRECORDED = "unrecorded_income",
        UNRECORDED_REST = "unrecorded_rest",
        WAGES = "wages_income",
        WAGES_FACTOR = "wages_factor",
        WAGES_PART = "wages_part",
        WITHHELD = "withheld",
        WITHHOLDING = "withholding",
        WITHHOLDING_REST = "withholding_rest",
    }
}

/// What a figure rests on that nobody has shown.
pub(crate) mod assumption {
    keys! { "assumption":
        CONDUCT_NOT_JUDGED = "conduct_not_judged",
        DECLARED_ABOVE_SETTLED = "declared_above_settled",
        DECLARED_STANDS_FOR_SETTLED = "declared_stands_for_settled",
        MULTIPLE_OUTSIDE_RANGE = "multiple_outside_range",
        NO_DEDUCTIONS_STATED = "no_deductions_stated",
        NO_PAYMENT_ON_FILE = "no_payment_on_file",
        ONE_CONDUCT_FOR_ALL = "one_conduct_for_all",
        PAPER_WAS_IMPORTED = "paper_was_imported",
        SETTLEMENT_MAY_BE_WAIVED = "settlement_may_be_waived",
        SETTLEMENT_VOID = "settlement_void",
        SETTLED_SHARE_IS_INCOME = "settled_share_is_income",
        TREATMENT_NOT_COMPUTED = "treatment_not_computed",
        UNRECORDED_INCOME_WITHOUT_COST = "unrecorded_income_without_cost",
    }
}

/// Which fact a figure would need.
pub(crate) mod missing {
    keys! { "missing":
        AMOUNT_TOO_LARGE = "amount_too_large",
        A_BUSINESS = "a_business",
        BUSINESS_INCOME = "business_income",
        CITY_CLASS = "city_class",
        COLLECTION = "collection",
        GENERAL_TAXPAYER = "general_taxpayer",
        LAW_ON_AS_OF = "law_on_as_of",
        ONE_VAT_RATE = "one_vat_rate",
        RELIEF_OF_SOME = "relief_of_some",
        SPLIT_OF_INCOME = "split_of_income",
        TAXABLE_INCOME = "taxable_income",
        TREATED_INCOME = "treated_income",
    }
}

#[cfg(test)]
mod tests {
    use crate::assess::natures::Nature;
    use crate::text::{Lang, lookup};
    use crate::worksheet::OWN_LABELS;

    #[test]
    fn every_nature_says_what_it_would_need() {
        for nature in Nature::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let key = format!("nature.{}", nature.code());
                assert!(lookup(lang, &key).is_some(), "{key} in {lang:?}");
            }
        }
    }

    #[test]
    fn every_key_has_a_text_in_both_languages() {
        let own = OWN_LABELS.iter().map(|label| format!("step.{label}"));
        let lists = [
            super::step::ALL,
            super::income::ALL,
            super::assumption::ALL,
            super::missing::ALL,
            super::levy::step::ALL,
            super::levy::assumption::ALL,
        ];
        let keys = lists.concat().into_iter().map(str::to_owned);
        for key in keys.chain(own) {
            for lang in [Lang::Zh, Lang::En] {
                assert!(lookup(lang, &key).is_some(), "{key} in {lang:?}");
            }
        }
    }
}
