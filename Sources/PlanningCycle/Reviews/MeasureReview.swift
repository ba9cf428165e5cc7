// SPDX-License-Identifier: Apache-2.0
import Calendars
import FinancialPlanning
import Quantities

/// Splits a closed month's sales against budget, forecast and last year.
struct MeasureReview {
  let plan: PlanState
  let lines: SalesLines
  let lives: CustomerLives
  let calendar: WorkingDays
  /// Positions of the regions that count; nil: all.
  let regions: Swift.Set<Int>?

  func figures(of month: Month) -> ReviewFigures {
    ReviewFigures(month: month, comparisons: ReviewFigures.Base.allCases.compactMap { comparison(of: month, with: $0) })
  }

  private func isSeen(_ region: Int?) -> Bool { regions.map { own in region.map { own.contains($0) } ?? false } ?? true }
  private func seen(_ month: Month) -> [SalesLines.Line] { lines.lines(of: month).filter { isSeen($0.region) } }

  private func comparison(of month: Month, with base: ReviewFigures.Base) -> ReviewFigures.Comparison? {
    let (expected, madeOn) = expected(of: month, base)
    guard !expected.isEmpty else { return nil }
    let knownOn = madeOn ?? (base == .budget ? Month(year: month.year, month: 1).firstDay : month.adding(months: -12).lastDay)
    var cells = ReviewCells(expected, actual: seen(month), catalogue: plan.catalogue)
    var evidence = bringNew(&cells, month, since: knownOn)
    evidence += missLost(&cells, month, since: knownOn, base)
    // What came a year before had no other month to come in.
    if base != .lastYear {
      evidence += moveDeals(&cells, month, MovedDeals(plan.deals, madeOn: knownOn, month: month, catalogue: plan.catalogue))
    }
    let weights = FestivalWeights(takings: lines.takings, through: month.lastDay, calendar: calendar)
    let now = weights.calendar(of: month)
    // A plan of a month knows its calendar.
    let before = base == .lastYear ? weights.calendar(of: month.adding(months: -12)) : now
    func whole(_ weight: Double) -> Int64 { Int64((weight * 10_000).rounded(.toNearestOrAwayFromZero)) }
    return ReviewFigures.Comparison(
      base: base, madeOn: base == .forecast ? knownOn : nil, areas: areas(cells.split(base: before, actual: now)),
      evidence: evidence.sorted { ($0.factor.place, $1.amount.magnitude, $0.code) < ($1.factor.place, $0.amount.magnitude, $1.code) },
      workdays: (now.workdays, before.workdays), festivalWeights: (whole(now.festivalWeight), whole(before.festivalWeight)))
  }

  private func expected(of month: Month, _ base: ReviewFigures.Base) -> (rows: [ReviewCells.Expected], madeOn: Day?) {
    switch base {
    case .budget:
      let rows = plan.budgets.sales.filter { $0.month == month && isSeen($0.region) }
      return (
        rows.map {
          ReviewCells.Expected(
            region: $0.region, item: $0.item, family: $0.family, quantity: $0.quantity, gross: $0.amount(inclusive: true) ?? 0,
            net: $0.amount(inclusive: false) ?? 0)
        }, nil
      )
    case .forecast:
      let figures = plan.pastForecasts.newest(.salesForecast, month: month, madeBefore: month.firstDay)
      return (
        figures.filter { isSeen($0.region) }.map {
          ReviewCells.Expected(
            region: $0.region, item: $0.item, family: $0.family, quantity: $0.quantity, gross: $0.amount(inclusive: true) ?? 0,
            net: $0.amount(inclusive: false) ?? 0)
        }, figures.first?.madeOn
      )
    case .lastYear:
      return (
        seen(month.adding(months: -12)).map {
          ReviewCells.Expected(
            region: $0.region, item: $0.item, family: nil, quantity: $0.quantity, gross: $0.gross, net: $0.net)
        }, nil
      )
    }
  }

  private func bringNew(_ cells: inout ReviewCells, _ month: Month, since: Day) -> [ReviewFigures.Evidence] {
    var bought: [String: (amount: Int64, region: Int)] = [:]
    for line in seen(month) where !line.customer.isEmpty {
      guard let first = lives.firstOrder(line.customer), first > since else { continue }
      cells.bring(line, as: \.new)
      bought[line.customer, default: (0, line.region)].amount += line.net
    }
    return bought.map { code, sum in
      evidence(.newCustomers, code, name(ofCustomer: code), sum.region, sum.amount, lives.firstOrder(code)?.description)
    }
  }

  /// What lost customers would have bought: of last year what they did buy then, of a plan their part in the twelve months before it was made.
  private func missLost(_ cells: inout ReviewCells, _ month: Month, since: Day, _ base: ReviewFigures.Base) -> [ReviewFigures.Evidence] {
    let past = (base == .lastYear ? lines.lines(of: month.adding(months: -12)) : lines.yearBefore(since)).filter { isSeen($0.region) }
    var lost: [String: Day] = [:]
    for customer in Swift.Set(past.map(\.customer)).sorted() where !customer.isEmpty {
      guard let day = lives.lostOn(customer, asOf: month.lastDay), day > since else { continue }
      lost[customer] = day
    }
    guard !lost.isEmpty else { return [] }
    var all: [ReviewCells.Place: Int64] = [:]
    var theirs: [ReviewCells.Place: [String: Int64]] = [:]
    for line in past {
      let place = cells.place(line)
      all[place, default: 0] += line.quantity
      if lost[line.customer] != nil { theirs[place, default: [:]][line.customer, default: 0] += line.quantity }
    }
    var missed: [String: (amount: Int64, region: Int)] = [:]
    for (place, customers) in theirs.sorted(by: { $0.key < $1.key }) {
      guard let whole = all[place], whole > 0, let expected = cells.cells[place]?.base.quantity else { continue }
      for (customer, quantity) in customers.sorted(by: { $0.key < $1.key }) where quantity > 0 {
        let amount = cells.miss(expected * Double(quantity) / Double(whole), at: place, as: \.lost)
        missed[customer, default: (0, place.region ?? -1)].amount += amount
      }
    }
    return missed.map { code, sum in
      evidence(.lostCustomers, code, name(ofCustomer: code), sum.region, -sum.amount, lost[code]?.description)
    }
    .filter { $0.amount != 0 }
  }

  private func moveDeals(_ cells: inout ReviewCells, _ month: Month, _ moved: MovedDeals) -> [ReviewFigures.Evidence] {
    var evidence: [ReviewFigures.Evidence] = []
    for one in moved.slipped where isSeen(one.region) {
      let place = cells.place(one.region, one.item, plan.catalogue.items[one.item].family)
      guard let pieces = one.deal.quantity?.doubleValue ?? cells.cells[place].flatMap({ Self.pieces(of: one.deal, in: $0) }) else {
        continue
      }
      let amount = cells.miss(pieces, at: place, as: \.slippedOut)
      if amount != 0 {
        evidence.append(self.evidence(.timing, one.deal.code, one.deal.name, one.region, -amount, one.closedIn?.description))
      }
    }
    var came: [String: (amount: Int64, region: Int)] = [:]
    for line in seen(month) where !line.deal.isEmpty {
      guard let expected = moved.expected[line.deal], expected != month else { continue }
      cells.bring(line, as: \.slippedIn)
      came[line.deal, default: (0, line.region)].amount += line.net
    }
    let names = Dictionary(plan.deals.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    return evidence
      + came.map { code, sum in
        self.evidence(.timing, code, names[code] ?? BilingualText(name: code), sum.region, sum.amount, moved.expected[code]?.description)
      }
  }

  /// Of a deal that states money only, at the price that was expected.
  private static func pieces(of deal: Deal, in cell: VarianceCell) -> Double? {
    guard let amount = deal.amountInclTax, cell.base.gross > 0 else { return nil }
    return Double(amount) * cell.base.quantity / Double(cell.base.gross)
  }

  private func name(ofCustomer code: String) -> BilingualText { plan.catalogue.customers[code]?.name ?? BilingualText(name: code) }

  private func evidence(
    _ factor: VarianceFactor, _ code: String, _ name: BilingualText, _ region: Int, _ amount: Int64, _ on: String?
  ) -> ReviewFigures.Evidence {
    ReviewFigures.Evidence(
      factor: factor, code: code, name: name,
      region: plan.catalogue.regions.indices.contains(region) ? plan.catalogue.regions[region].code : "", amount: amount, on: on)
  }
}

extension VarianceFactor {
  /// In the order they are shown.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
