// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
public import FinancialPlanning
import Planning
import Quantities

/// 往来付款: how customers pay, beside what they agreed; by region what a profile of collections would be if they go on like that; and what suppliers agreed.
public struct PartnerPayments: Sendable {
  public struct Customer: Sendable {
    public let code: String
    public let name: BilingualText
    public let region: BilingualText
    /// In the form of the house; nil where nothing is known.
    public let terms: BilingualText?
    /// From invoice to due day, weighted by amount.
    public let contractDays: Int?
    /// Delays from the due day.
    public let behaviour: PaymentBehaviour
    /// Billed in the last twelve months, 含税, 分.
    public let billed: Int64
    public let overdue: Int64
    /// What the law asks about these terms; never more than a question.
    public let hints: [BilingualText]
    /// Days from the invoice by which half of the money is expected, where the plan follows receipts because nothing was agreed; nil elsewhere.
    public let learntDays: Int?
  }

  public struct Supplier: Sendable {
    public let code: String
    public let name: BilingualText
    public let terms: BilingualText?
    /// From the event to the payment, in the worst case; nil without terms.
    public let longestDays: Int?
    public let hints: [BilingualText]
  }

  public struct Region: Sendable {
    public let code: String
    public let name: BilingualText
    public let contractDays: Int?
    public let behaviour: PaymentBehaviour
    /// Shares of a billing that come after 0, 1, 2 … steps, four decimals.
    public let learnt: [Double]
    /// The profile that the plan uses now; all 0 where it follows the terms.
    public let current: [Double]
    /// The cells that hold the profile.
    public let cells: [String]
  }

  /// Up to when it is known who paid.
  public let asOf: Day
  public let stepDays: Int
  /// The most billed first, at most `limit`.
  public let customers: [Customer]
  public let customerCount: Int
  public let regions: [Region]
  /// By name of code.
  public let suppliers: [Supplier]

  /// Months of invoices that teach.
  public static let monthCount = PaymentHistory.monthCount
  public static let limit = 500
}

extension Workspace {
  /// - Throws: `StoreError`; `PlanningError` when the model has no collection profile by region.
  public func partnerPayments(_ proof: Authorized<To.ViewCash>) throws -> PartnerPayments {
    let plan = plan
    let history = PaymentHistory(
      invoices: try facts.table(.invoices), receipts: try facts.table(.receipts), upTo: plan.cutoff
    ) { plan.agreement(ofCustomer: $0) }
    let rows = history.customers.map { code, seen in plan.customer(code, seen, asOf: history.asOf) }
    let ordered = rows.sorted { ($1.billed, $0.code) < ($0.billed, $1.code) }
    return PartnerPayments(
      asOf: history.asOf, stepDays: plan.collectionStepDays, customers: Array(ordered.prefix(PartnerPayments.limit)),
      customerCount: ordered.count, regions: plan.collectionRegions(history),
      suppliers: plan.supplierTerms())
  }
}

extension PlanState {
  fileprivate func customer(_ code: String, _ seen: PaymentHistory.Customer, asOf: Day) -> PartnerPayments.Customer {
    let known = catalogue.customers[code]
    let region = known.flatMap { catalogue.regionIndex($0.group) } ?? catalogue.regions.count - 1
    return PartnerPayments.Customer(
      code: code, name: known?.name ?? BilingualText(name: code), region: catalogue.regions[region].name,
      terms: agreement(ofCustomer: code).map { BilingualText($0.text(inChinese: true), $0.text(inChinese: false)) },
      contractDays: seen.contractDays, behaviour: PaymentBehaviour(seen.fromDue, asOf: asOf), billed: seen.billed, overdue: seen.overdue,
      hints: hints(agreement(ofCustomer: code), payer: sources.terms.size(ofCustomer: code), payee: .unknown),
      learntDays: learntPayment(ofCustomer: code)?.medianDays)
  }

  fileprivate func supplierTerms() -> [PartnerPayments.Supplier] {
    members.supplierCodes.map { code in
      let agreement = sources.terms.agreement(ofSupplier: code)
      return PartnerPayments.Supplier(
        code: code, name: catalogue.suppliers[code]?.name ?? BilingualText(name: code),
        terms: agreement.map { BilingualText($0.text(inChinese: true), $0.text(inChinese: false)) },
        longestDays: agreement?.longestWait(in: calendar.cutoff.adding(months: 1), bankDays: .china),
        hints: hints(agreement, payer: .unknown, payee: sources.terms.size(ofSupplier: code)))
    }
  }

  private func hints(_ agreement: PaymentAgreement?, payer: PartySize, payee: PartySize) -> [BilingualText] {
    guard let agreement else { return [] }
    return SmallPayeeCase(payer: payer, payee: payee).hints(of: agreement, in: calendar.cutoff.adding(months: 1), bankDays: .china)
      .map { BilingualText($0.message(inChinese: true), $0.message(inChinese: false)) }
  }

  /// Days between two shares of the profile, as the plan takes them.
  fileprivate var collectionStepDays: Int {
    let given = ((try? engine.value("collection_step_days", at: .total, period: nil)) ?? nil) ?? 0
    return given >= 1 ? min(Int(given.rounded()), 366) : 30
  }

  fileprivate func collectionRegions(_ history: PaymentHistory) -> [PartnerPayments.Region] {
    var byRegion: [Int: [PaymentHistory.Customer]] = [:]
    for (code, seen) in history.customers.sorted(by: { $0.key < $1.key }) {
      let region = catalogue.customers[code].flatMap { catalogue.regionIndex($0.group) } ?? catalogue.regions.count - 1
      byRegion[region, default: []].append(seen)
    }
    return byRegion.sorted { $0.key < $1.key }.map { index, customers in
      let region = catalogue.regions[index]
      let weight = customers.reduce(into: (days: Int64(0), amount: Int64(0))) {
        $0.days += $1.contractWeight.days
        $0.amount += $1.contractWeight.amount
      }
      let steps = PlanState.collectionLags
      let paid = PaymentBehaviour(customers.flatMap(\.fromInvoice), asOf: history.asOf)
      return PartnerPayments.Region(
        code: region.code, name: region.name,
        contractDays: weight.amount > 0 ? Int((Double(weight.days) / Double(weight.amount)).rounded()) : nil,
        behaviour: PaymentBehaviour(customers.flatMap(\.fromDue), asOf: history.asOf),
        learnt: PlanState.fourDecimals(paid.shares(termDays: 0, stepDays: collectionStepDays, count: steps.count)),
        current: steps.map { lag in
          let value = try? engine.value("collection_profile", at: ["Region": members.regions[index], "CollectionLag": lag], period: nil)
          return (value ?? nil) ?? 0
        },
        cells: steps.map {
          CellAddress(measure: "collection_profile", members: [("Region", region.code), ("CollectionLag", "\($0)")], column: "").text
        })
    }
  }

  /// Shares as they can be typed; what is paid in all stays what it is.
  private static func fourDecimals(_ shares: [Double]) -> [Double] {
    let total = shares.reduce(0, +)
    guard total > 0 else { return shares }
    return Allocation.split(Int64((total * 10_000).rounded()), by: shares).map { Double($0) / 10_000 }
  }

  private static let collectionLags: [Int64] = Array(0...12)
}
