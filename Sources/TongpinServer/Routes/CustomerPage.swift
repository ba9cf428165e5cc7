// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import PlanningCycle
import SalesAnalytics
import Wire

/// Customers as a list shows them: the sheet, their territory and what they ordered month by month; those asked for, in their order.
struct CustomerPage: Sendable {
  typealias Order = CustomerSort

  struct Row: Sendable {
    let line: CustomerSheet.Line
    let territory: SalesMember?
    /// Ordered 含税 by month, minor units.
    let trend: [Int64]

    var sign: OrderCycle.Sign { line.cycle?.sign ?? .notKnown }
    /// Days late, with what is still owed counted until now.
    var daysLate: Double? { line.payment?.daysLateWithOpen ?? line.payment?.daysLate }
    /// A month and more after the due day, by money.
    var paysLate: Bool { daysLate ?? 0 >= 30 }
  }

  static let trendMonths = 12

  let sheet: CustomerSheet
  let months: [Month]
  let all: [Row]

  init(_ proof: Authorized<To.ViewPlan>, _ query: SalesQuery, _ workspace: Workspace) throws {
    sheet = try workspace.customerSheet(proof, in: query.period, asOf: query.asOf, filters: query.filters)
    let last = query.asOf.monthOf
    months = (0..<CustomerPage.trendMonths).map { last.adding(months: $0 + 1 - CustomerPage.trendMonths) }
    let places = try CustomerPage.territories(proof, query, workspace)
    let trends = try CustomerPage.trends(proof, query, months, workspace)
    let flat = [Int64](repeating: 0, count: months.count)
    all = sheet.lines.map { Row(line: $0, territory: places[$0.customer.code], trend: trends[$0.customer.code] ?? flat) }
  }

  /// Where most of a customer's orders went, else most of what is owed comes from.
  private static func territories(_ proof: Authorized<To.ViewPlan>, _ query: SalesQuery, _ workspace: Workspace) throws -> [String:
    SalesMember]
  {
    let years = query.asOf.adding(days: -3650)...query.asOf
    let question = SalesQuestion(
      [.orderedInclTax, .receivable], by: [.customer, .territory], in: years, asOf: query.asOf, filters: query.filters, rowLimit: 1_000_000)
    var found: [String: (member: SalesMember, weight: Int64)] = [:]
    for row in try workspace.analyseSales(proof, question).rows {
      guard case .member(let customer) = row.keys[0], case .member(let territory) = row.keys[1] else { continue }
      let weight = max(row.figures[0].whole ?? 0, row.figures[1].whole ?? 0)
      if weight >= found[customer.code]?.weight ?? .min { found[customer.code] = (territory, weight) }
    }
    return found.mapValues(\.member)
  }

  private static func trends(
    _ proof: Authorized<To.ViewPlan>, _ query: SalesQuery, _ months: [Month], _ workspace: Workspace
  ) throws -> [String: [Int64]] {
    let question = SalesQuestion(
      [.orderedInclTax], by: [.customer, .month], in: months[0].firstDay...max(months[0].firstDay, query.asOf), asOf: query.asOf,
      filters: query.filters, rowLimit: 1_000_000)
    var found: [String: [Int64]] = [:]
    for row in try workspace.analyseSales(proof, question).rows {
      guard case .member(let customer) = row.keys[0], case .period(.month(let month)) = row.keys[1] else { continue }
      let place = months[0].distance(to: month)
      guard months.indices.contains(place) else { continue }
      found[customer.code, default: [Int64](repeating: 0, count: months.count)][place] = row.figures[0].whole ?? 0
    }
    return found
  }
}

extension CustomerPage {
  struct Wanted: Sendable {
    var signs: [OrderCycle.Sign] = []
    var segments: [RFMScores.Segment] = []
    var territory: String?
    var customer: String?
    /// In codes and names, whatever the case.
    var words = ""
    var owes = CustomerOwes.any
    var order = Order.code
    var isFalling = false
  }

  func rows(_ wanted: Wanted) -> [Row] {
    let words = wanted.words.lowercased()
    let found = all.filter { row in
      let (member, line) = (row.line.customer, row.line)
      if let customer = wanted.customer, member.code != customer { return false }
      if !wanted.signs.isEmpty, !wanted.signs.contains(row.sign) { return false }
      if !wanted.segments.isEmpty, !(line.scores.map { wanted.segments.contains($0.segment) } ?? false) { return false }
      if let territory = wanted.territory, row.territory?.code ?? "" != territory { return false }
      switch wanted.owes {
      case .any: break
      case .overdue: if line.payment?.overdue ?? 0 <= 0 { return false }
      case .late: if !row.paysLate { return false }
      }
      return words.isEmpty || [member.code, member.name ?? "", member.englishName ?? ""].contains { $0.lowercased().contains(words) }
    }
    guard wanted.order != .code || wanted.isFalling else { return found }
    return found.enumerated().map { (place: $0.offset, row: $0.element, value: $0.element.value(wanted.order, place: $0.offset)) }.sorted {
      one, other in
      switch (one.value, other.value) {
      case (let a?, let b?) where a != b: wanted.isFalling ? a > b : a < b
      case (.some, nil): true
      case (nil, .some): false
      default: one.place < other.place
      }
    }.map(\.row)
  }
}

extension CustomerPage.Row {
  /// What an order compares; nil comes last.
  fileprivate func value(_ order: CustomerPage.Order, place: Int) -> Double? {
    switch order {
    case .code: Double(place)
    case .attention: attention
    case .amount: line.scores.map { Double($0.amount) }
    case .orders: line.scores.map { Double($0.orders) }
    case .recency: line.scores.map { Double($0.recencyDays) }
    case .silence: line.cycle.map { Double($0.silence) }
    case .next: line.cycle?.nextOrder.map { Double($0.ordinal) }
    // The gravest first when falling; of alike ones whoever is the less used to such a silence.
    case .sign: line.cycle.map { Double(gravity) - ($0.usualness ?? 1) }
    case .daysLate: daysLate
    case .lateShare: line.payment?.paidLateShare
    case .open: line.payment.map { Double($0.open) }
    case .overdue: line.payment.map { Double($0.overdue) }
    case .usualness: line.cycle?.usualness
    }
  }

  /// Who left first; then who pays late, the latest first; then who may leave, whoever is the less used to such a silence first.
  private var attention: Double {
    let silence = 1 - (line.cycle?.usualness ?? 1)
    if sign == .lost { return 7 + silence }
    return paysLate ? 6 + min(daysLate ?? 0, 365) / 365 : Double(gravity) - 1 + silence
  }

  private var gravity: Int {
    switch sign {
    case .lost: 5
    case .atRisk: 4
    case .late: 3
    case .regular: 2
    case .notKnown: 1
    }
  }
}
