// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import FinancialPlanning
import Planning
import Quantities

/// Fills the inputs of the manufacturing model from facts: one method a subject, in the files beside this one.
struct FillInputs {
  let catalogue: Catalogue
  let members: PlanMembers
  let calendar: PlanCalendar
  let facts: FactLibrary
  let history: SalesHistory
  let sources: [Int: SupplySource]
  let drivers: Drivers
  let workingDays: WorkingDays
  let terms: TermsBook
  let vatRates: VatRates
  let taxpayer: TaxpayerKind
  /// Frame agreements, in the order of their members.
  let agreements: [SupplyAgreement]
  var sheet: InputSheet
  /// What suppliers agreed in words that numbers cannot say, by item member.
  var payableAgreements: [Int64: PaymentAgreement] = [:]
  /// What customers agreed, taken together, by region member.
  var collectionRules: [Int64: SettlementRule] = [:]
  /// How customers without terms pay; nil until receivables were read.
  var learntTerms: LearntTerms?
  /// What was shipped through the cutoff, 含税, 分: region → day.
  var shippedByDay: [Int64: [Day: Int64]] = [:]
  /// Order lines still to be shipped, in the order of the facts.
  var openOrders: [OpenOrder] = []

  init(
    catalogue: Catalogue, members: PlanMembers, calendar: PlanCalendar, facts: FactLibrary,
    history: SalesHistory,
    sources: [Int: SupplySource], workingDays: WorkingDays, agreements: [SupplyAgreement] = []
  ) throws(StoreError) {
    self.catalogue = catalogue
    self.members = members
    self.calendar = calendar
    self.facts = facts
    self.history = history
    self.sources = sources
    self.drivers = Drivers(try facts.table(.drivers))
    self.workingDays = workingDays
    self.agreements = agreements
    self.taxpayer = (drivers.value("small_scale_taxpayer") ?? 0) != 0 ? .smallScale : .general
    self.vatRates = VatRates(catalogue: catalogue, taxRates: try facts.table(.taxRates), taxpayer: taxpayer)
    self.terms = try TermsBook { (kind) throws(StoreError) in try facts.table(kind) }
    self.sheet = InputSheet(calendar: calendar)
  }

  /// The first month that is forecast.
  var firstForecast: Month { calendar.cutoff.adding(months: 1) }

  mutating func fillAll() throws(StoreError) -> InputSheet {
    try fillOrders()
    try fillPrices()
    try fillForecastsWithoutHistory()
    try fillShipments()
    try fillTermsOfSale()
    try fillItems()
    try fillOpenPurchases()
    fillAgreements()
    try fillPayables()
    try fillReceivables()
    try fillDeposits()
    try fillBills()
    try fillDepartments()
    fillTaxpayer()
    try fillLoansAndAssets()
    try fillLedger()
    try fillBankFlows()
    fillDayWeights()
    try fillShippingLean()
    return sheet
  }

  func row(_ item: Int, _ region: Int) -> [Int64] { [members.items[item], members.regions[region]] }

  func region(_ column: FactColumn, _ row: Int) -> Int {
    column.text(row).flatMap { catalogue.regionIndex($0) } ?? catalogue.regions.count - 1
  }

  /// Minor units of a line in both tax bases; the one that is missing follows from the item's rate on the day of the document.
  func amounts(_ incl: Int64?, _ excl: Int64?, item: Int, on day: Day) -> (incl: Int64, excl: Int64) {
    if let incl, let excl { return (incl, excl) }
    let rate = vatRates.rate(item, on: day) ?? FixedPoint(mantissa: 0, scale: 6)
    if let incl, let split = TaxSplit(gross: Amount(minorUnits: incl, currency: .cny), rate: rate) {
      return (incl, split.net.minorUnits)
    }
    if let excl, let split = TaxSplit(net: Amount(minorUnits: excl, currency: .cny), rate: rate) {
      return (split.gross.minorUnits, excl)
    }
    return (incl ?? excl ?? 0, excl ?? incl ?? 0)
  }
}
