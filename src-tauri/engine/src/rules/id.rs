//! The ids of all rules the engine asks for, and what kind of value each has.
//!
//! Loading refuses a rule file with an id that is not here, and a set that lacks one of these.

/// What the value of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    Amount,
    Rate,
    Range,
    Brackets,
    MonthDay,
    Days,
    Moves,
    Decimals,
    Count,
    Statement,
}

macro_rules! rule_ids {
    ($($(#[$meta:meta])* $name:ident = $code:literal is $kind:ident,)+) => {
        /// A rule by its id.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum RuleId { $($(#[$meta])* $name,)+ }

        impl RuleId {
            /// Every rule, in order.
            pub const ALL: &'static [RuleId] = &[$(RuleId::$name),+];

            /// The id it has in the rule files and in citations.
            pub const fn code(self) -> &'static str {
                match self { $(RuleId::$name => $code),+ }
            }

            /// The rule of an id, if there is one.
            pub fn from_code(code: &str) -> Option<RuleId> {
                Self::ALL.iter().copied().find(|id| id.code() == code)
            }

            pub(super) const fn kind(self) -> ValueKind {
                match self { $(RuleId::$name => ValueKind::$kind),+ }
            }
        }
    };
}

rule_ids! {
    /// Annual table of comprehensive income.
    ComprehensiveBrackets = "iit.comprehensive.brackets" is Brackets,
    /// Basic deduction of a year.
    BasicDeduction = "iit.comprehensive.basic_deduction" is Amount,
    /// Part of wages that counts.
    WagesFactor = "iit.comprehensive.factor.wages" is Rate,
    /// Part of labour remuneration that counts.
    LabourFactor = "iit.comprehensive.factor.labour" is Rate,
    /// Part of author's remuneration that counts.
    AuthorFactor = "iit.comprehensive.factor.author" is Rate,
    /// Part of royalties that counts.
    RoyaltyFactor = "iit.comprehensive.factor.royalty" is Rate,
    /// Income up to which a year need not be settled.
    SettlementIncomeUpTo = "iit.comprehensive.exempt.income" is Amount,
    /// Tax short up to which a year need not be settled.
    SettlementShortUpTo = "iit.comprehensive.exempt.short" is Amount,
    /// What makes the two void.
    SettlementVoid = "iit.comprehensive.exempt.void" is Statement,
    /// What is left above which a year with several kinds of income is settled.
    SettlementDutyOver = "iit.comprehensive.duty.balance_over" is Amount,
    /// Child education, each child and month.
    ChildEducation = "iit.additional.child_education_month" is Amount,
    /// Care of a child under three, each child and month.
    InfantCare = "iit.additional.infant_care_month" is Amount,
    /// Support of the old by an only child, each month.
    ElderOnly = "iit.additional.elder_only_month" is Amount,
    /// The most that one of several children may take, each month.
    ElderShared = "iit.additional.elder_shared_month" is Amount,
    /// Study for a degree, each month.
    DegreeMonth = "iit.additional.degree_month" is Amount,
    /// A professional certificate, once.
    Certificate = "iit.additional.certificate_year" is Amount,
    /// What a person bears of an illness before it counts.
    IllnessOver = "iit.additional.illness_over" is Amount,
    /// The most that counts of an illness.
    IllnessMost = "iit.additional.illness_most" is Amount,
    /// Interest on a home loan, each month.
    HomeLoan = "iit.additional.home_loan_month" is Amount,
    /// Rent in large cities, each month.
    RentLarge = "iit.additional.rent_month.large" is Amount,
    /// Rent in other cities of more than a million, each month.
    RentMiddle = "iit.additional.rent_month.middle" is Amount,
    /// Rent elsewhere, each month.
    RentSmall = "iit.additional.rent_month.small" is Amount,
    /// Where who has no wages claims them.
    AdditionalClaimed = "iit.additional.claimed" is Statement,
    /// Monthly table for a bonus taxed alone.
    BonusBrackets = "iit.bonus.brackets" is Brackets,
    /// Deduction of each month in withholding on wages.
    WagesMonthDeduction = "iit.wages.basic_deduction_month" is Amount,
    /// Part of an author fee that is withheld on.
    AuthorWithheldPart = "iit.author.withheld_part" is Rate,
    /// Rate of withholding on author fees and royalties.
    FeesRate = "iit.fees.rate" is Rate,
    /// Up to which payment the fixed deduction holds.
    SmallPaymentUpTo = "iit.labour.small_up_to" is Amount,
    /// Fixed deduction of a small payment.
    SmallPaymentDeduction = "iit.labour.small_deduction" is Amount,
    /// Expenses of a larger payment.
    LabourExpenseRate = "iit.labour.expense_rate" is Rate,
    /// Withholding table of labour remuneration.
    LabourBrackets = "iit.labour.brackets" is Brackets,
    /// What one occurrence is.
    LabourOccurrence = "iit.labour.occurrence" is Statement,
    /// Expenses under the cumulative method of platforms.
    PlatformExpenseRate = "iit.platform.expense_rate" is Rate,
    /// Deduction of each month under the cumulative method.
    PlatformMonthDeduction = "iit.platform.basic_deduction_month" is Amount,
    /// What a month without income does.
    PlatformBreak = "iit.platform.break" is Statement,
    /// Who may use the cumulative method.
    PlatformPayers = "iit.platform.payers" is Statement,
    /// What the others keep to.
    OtherPayers = "iit.platform.other_payers" is Statement,
    /// Expenses of an insurance agent's commission.
    InsuranceExpenseRate = "iit.insurance.expense_rate" is Rate,
    /// Business cost of the rest.
    InsuranceCostRate = "iit.insurance.business_cost_rate" is Rate,
    /// How that commission is withheld on.
    InsuranceMethod = "iit.insurance.method" is Statement,
    /// Annual table of business income.
    BusinessBrackets = "iit.business.brackets" is Brackets,
    /// Taxable income up to which individual businesses pay a part.
    HalfReliefCap = "iit.business.half_relief.cap" is Amount,
    /// The part that is relieved.
    HalfReliefShare = "iit.business.half_relief.share" is Rate,
    /// Deduction of an owner without comprehensive income.
    OwnerDeduction = "iit.business.owner_deduction" is Amount,
    /// Several businesses of one owner.
    SeveralBusinesses = "iit.business.several" is Statement,
    /// Assessed profit of other industries.
    AssessedRate = "iit.business.assessed_rate.other" is Range,
    /// Who may not be assessed.
    EquityOnBooks = "iit.business.equity_on_books" is Statement,
    /// When income is labour remuneration.
    NatureLabour = "nature.labour_remuneration" is Statement,
    /// When it is the person's own business.
    NatureBusiness = "nature.business" is Statement,
    /// When it is that of an individual business.
    NatureIndividualBusiness = "nature.individual_business" is Statement,
    /// When it is that of a sole proprietorship.
    NatureSoleProprietorship = "nature.sole_proprietorship" is Statement,
    /// When it is a company's.
    NatureCompany = "nature.company" is Statement,
    /// Surcharge a day.
    LateFeeRate = "late_fee.daily_rate" is Rate,
    /// Which days count.
    LateFeeSpan = "late_fee.span" is Statement,
    /// Whether it stops at the tax.
    LateFeeCap = "late_fee.cap" is Statement,
    /// Annual return of comprehensive income.
    ComprehensiveDeadline = "deadline.iit.comprehensive" is MonthDay,
    /// Annual return of business income.
    BusinessDeadline = "deadline.iit.business" is MonthDay,
    /// Annual return of corporate income tax.
    CorporateDeadline = "deadline.cit" is MonthDay,
    /// Days that moved because they were days of rest.
    RestDays = "deadline.rest_days" is Moves,
    /// Days of monthly and quarterly returns.
    MonthlyDeadline = "deadline.monthly" is Days,
    /// VAT of individuals taxed by the payment.
    PerTimeDeadline = "deadline.vat.per_time" is MonthDay,
    /// Sales of a month up to which small-scale taxpayers are exempt, until 2025.
    VatExemptUpToMonth = "vat.small_scale.exempt_up_to.month" is Amount,
    /// The same of a quarter.
    VatExemptUpToQuarter = "vat.small_scale.exempt_up_to.quarter" is Amount,
    /// Sales of a month from which small-scale taxpayers are taxed, since 2026.
    VatTaxedFromMonth = "vat.small_scale.taxed_from.month" is Amount,
    /// The same of a quarter.
    VatTaxedFromQuarter = "vat.small_scale.taxed_from.quarter" is Amount,
    /// How sales of exactly the threshold are read.
    VatExactlyAtThreshold = "vat.small_scale.exactly_at_threshold" is Statement,
    /// Rate actually charged; none where sales of any amount are exempt.
    VatRate = "vat.small_scale.rate" is Rate,
    /// Rate of sales on which the reduction is given up.
    VatRateWhenWaived = "vat.small_scale.rate_when_waived" is Rate,
    /// What net sales are.
    VatNetSales = "vat.small_scale.net_sales" is Statement,
    /// What holds for persons for whom platforms file.
    VatPlatformPerson = "vat.platform_person" is Statement,
    /// Sales on one platform from which a person must be steered to register.
    VatPlatformPersonLimit = "vat.platform_person.limit" is Amount,
    /// A payment or day from which an individual is taxed.
    VatPerTimeFrom = "vat.per_time.taxed_from" is Amount,
    /// The least that a province could set for it.
    VatPerTimeLeast = "vat.per_time.lowest_taxed_from" is Amount,
    /// Sales of twelve months above which a taxpayer is no longer small-scale.
    GeneralTaxpayerLimit = "vat.general_taxpayer.limit" is Amount,
    /// Since when it is not.
    GeneralTaxpayerSince = "vat.general_taxpayer.since" is Statement,
    /// Whether a payer withholds VAT from a natural person.
    VatPayerWithholds = "vat.payer_withholds" is Statement,
    /// Urban construction tax in a city.
    UrbanCity = "surcharge.urban_construction.city" is Rate,
    /// In a county seat or town.
    UrbanCounty = "surcharge.urban_construction.county" is Rate,
    /// Elsewhere.
    UrbanElsewhere = "surcharge.urban_construction.elsewhere" is Rate,
    /// What surcharges are charged on.
    SurchargeBase = "surcharge.base" is Statement,
    /// Education surcharge.
    Education = "surcharge.education" is Rate,
    /// Local education surcharge.
    LocalEducation = "surcharge.local_education" is Rate,
    /// The part of these that small-scale taxpayers owe.
    SurchargePart = "surcharge.part_due" is Rate,
    /// Sales of a month up to which no education surcharge is due.
    EducationWaivedMonth = "surcharge.education.waived_up_to.month" is Amount,
    /// The same of a quarter.
    EducationWaivedQuarter = "surcharge.education.waived_up_to.quarter" is Amount,
    /// Cultural levy on advertising.
    CulturalLevy = "cultural_levy.rate" is Rate,
    /// The part of it that is due.
    CulturalLevyPart = "cultural_levy.part_due" is Rate,
    /// Sales of a month up to which small-scale units owe none.
    CulturalLevyExemptMonth = "cultural_levy.exempt_up_to.month" is Amount,
    /// The same of a quarter.
    CulturalLevyExemptQuarter = "cultural_levy.exempt_up_to.quarter" is Amount,
    /// Corporate income tax.
    CorporateRate = "cit.rate" is Rate,
    /// Effective rates of small low-profit enterprises.
    SmallProfitBrackets = "cit.small.brackets" is Brackets,
    /// Taxable income up to which an enterprise is one.
    SmallProfitTaxable = "cit.small.most_taxable" is Amount,
    /// Employees up to which it is one.
    SmallProfitEmployees = "cit.small.most_employees" is Count,
    /// Assets up to which it is one.
    SmallProfitAssets = "cit.small.most_assets" is Amount,
    /// Whether fees bear the surcharge for late payment.
    LateFeeOfFees = "late_fee.fees" is Statement,
    /// Surcharge on income that nobody withheld on.
    LateFeeUnwithheld = "late_fee.unwithheld" is Statement,
    /// Years in which a slip is recovered.
    SlipYears = "limit.slip.years" is Count,
    /// The same from a larger amount on.
    SlipLongYears = "limit.slip.long_years" is Count,
    /// That amount.
    SlipLongFrom = "limit.slip.long_from" is Amount,
    /// What holds where nothing was filed.
    UnfiledLimit = "limit.unfiled" is Statement,
    /// Years in which the authority's own fault is recovered.
    AuthorityYears = "limit.authority.years" is Count,
    /// Evasion has no limit.
    EvasionLimit = "limit.evasion" is Statement,
    /// Years in which a fine can be imposed.
    FineYears = "limit.fine.years" is Count,
    /// Late return.
    Fine62 = "fine.62.up_to" is Amount,
    /// Late return, serious.
    Fine62Serious = "fine.62.serious_up_to" is Amount,
    /// False tax base.
    Fine64Base = "fine.64.1.up_to" is Amount,
    /// Evasion in the Yangtze Delta, lightest.
    Fine63Yangtze1 = "fine.63.yangtze.1" is Range,
    /// Repeated or uncooperative.
    Fine63Yangtze2 = "fine.63.yangtze.2" is Range,
    /// Serious.
    Fine63Yangtze3 = "fine.63.yangtze.3" is Range,
    /// Amount of evasion that is huge.
    CrimeAmountHuge = "crime.amount_huge" is Amount,
    /// Ratio of it.
    CrimeRatioHuge = "crime.ratio_huge" is Rate,
    /// How the ratio is taken.
    CrimeRatioRule = "crime.ratio" is Statement,
    /// What spares prosecution.
    CrimeRelease = "crime.release" is Statement,
    /// Evasion by a taxpayer.
    Fine63 = "fine.63" is Range,
    /// Evasion by a withholding agent.
    Fine63Agent = "fine.63.2" is Range,
    /// No return.
    Fine64 = "fine.64.2" is Range,
    /// Not paid after an order.
    Fine68 = "fine.68" is Range,
    /// Not withheld.
    Fine69 = "fine.69" is Range,
    /// A slip of the taxpayer.
    FineSlip = "fine.slip" is Range,
    /// Corrected of the taxpayer's own accord.
    FineVoluntary = "fine.voluntary" is Range,
    /// Amount from which evasion is a crime.
    CrimeAmount = "crime.amount_large" is Amount,
    /// Part of the year's taxes from which evasion is a crime.
    CrimeRatio = "crime.ratio_large" is Rate,
    /// To what taxes are rounded.
    RoundToFen = "rounding.fen" is Decimals,
}
