// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Planning

/// Reads the difference of two states of the plan as the departments of a company look at it.
struct MeasureImpact {
  let old: PlanState
  let new: PlanState
  let sight: PlanSight

  /// Totals by department; a measure stands with the one that answers for it.
  static let figures: [(Impact.Department, [String])] = [
    (.sales, ["agreed", "orders", "shipments", "revenue", "collections_month"]),
    (.purchasing, ["purchases_month"]),
    (.production, ["made_units", "inventory"]),
    (
      .finance,
      [
        "total_gross_margin", "department_cost", "vat_due", "taxes_paid", "income_tax", "financial_expenses", "net_profit", "receivables",
        "payables",
      ]
    ),
    (.treasury, ["cash", "bills_receivable", "bills_payable", "loans"]),
  ]
  /// What moves below a total, by item or department.
  private static let parts: [(Impact.Department, String, dimension: String)] = [
    (.sales, "agreed", "Item"), (.purchasing, "purchases_month", "Item"), (.production, "made_units", "Item"),
    (.finance, "department_cost", "Department"),
  ]
  static let partLimit = 6

  /// - Parameter moved: totals that differ, by month.
  func shares(_ moved: [MovedFigure]) -> [Impact.Share] {
    let byMeasure = Dictionary(grouping: moved) { CellAddress($0.cell)?.measure ?? "" }
    return Self.figures.compactMap { department, measures in
      let figures = measures.compactMap { id in byMeasure[id].flatMap { figure(id, $0) } }.filter {
        sight.sees($0.measure)
      }
      let parts = Self.parts.filter { $0.0 == department && byMeasure[$0.1] != nil && sight.sees($0.1) }
        .flatMap { self.parts($0.1, $0.dimension) }
      guard !figures.isEmpty || !parts.isEmpty else { return nil }
      return Impact.Share(
        department: department,
        figures: figures.enumerated().sorted { left, right in
          if left.element.isMoney != right.element.isMoney { return left.element.isMoney }
          if left.element.change.magnitude != right.element.change.magnitude {
            return left.element.change.magnitude > right.element.change.magnitude
          }
          return left.offset < right.offset
        }.map(\.element),
        parts: parts)
    }
  }

  private func figure(_ id: String, _ months: [MovedFigure]) -> Impact.Figure? {
    guard let index = new.engine.model.measure(named: id), let first = months.first else { return nil }
    let measure = new.engine.model.measures[index]
    let (before, after) = (planned(id, .total, old), planned(id, .total, new))
    let isBalance = if case .last = measure.time { true } else { false }
    func sum(_ values: [Double]) -> Int64 {
      isBalance ? hundredths(values.last?.finite ?? 0) : values.reduce(Int64(0)) { $0 + hundredths($1.finite ?? 0) }
    }
    return Impact.Figure(
      measure: id, label: first.label, unit: first.unit, good: first.good, isMoney: first.isMoney, old: sum(before), new: sum(after),
      months: months.sorted { $0.month < $1.month })
  }

  /// Members whose planned months differ, the largest first.
  private func parts(_ id: String, _ dimension: String) -> [Impact.Part] {
    guard let index = new.engine.model.measure(named: id) else { return [] }
    let measure = new.engine.model.measures[index]
    let members = dimension == "Item" ? new.members.items : new.members.departments
    var parts: [Impact.Part] = []
    for member in members {
      let at: Coordinate = .init([dimension: member])
      let (before, after) = (planned(id, at, old), planned(id, at, new))
      guard before.count == after.count else { continue }
      let months = moved(measure, at, before, after)
      let change = months.reduce(Int64(0)) { $0 + $1.change }
      guard change != 0 else { continue }
      let (code, name) = new.memberName(dimension, member)
      parts.append(
        Impact.Part(measure: id, code: code, name: name, unit: measure.unit.description, change: change, months: months))
    }
    return Array(parts.sorted { ($1.change.magnitude, $0.code) < ($0.change.magnitude, $1.code) }.prefix(Self.partLimit))
  }

  /// The planned months in which a member moves.
  private func moved(
    _ measure: PlanningModel.Measure, _ at: Coordinate, _ before: [Double], _ after: [Double]
  ) -> [MovedFigure] {
    let label = new.label(measure, at)
    return after.indices.compactMap { place -> MovedFigure? in
      let (old, now) = (hundredths(before[place].finite ?? 0), hundredths(after[place].finite ?? 0))
      guard old != now else { return nil }
      let month = new.calendar.month(at: new.calendar.actualCount + place)
      return MovedFigure(
        cell: new.address(measure.id, at, .month(month)).text, label: label, month: month, unit: measure.unit.description, old: old,
        new: now, good: measure.sense.shown, isMoney: measure.unit.isMoney, permission: new.landing.rights.permission(measure.id))
    }
  }

  /// The planned months of a measure.
  private func planned(_ id: String, _ at: Coordinate, _ state: PlanState) -> [Double] {
    guard let index = state.engine.model.measure(named: id) else { return [] }
    let values = (try? sight.values(state.engine.model.measures[index], at: at, in: state.engine)) ?? []
    return Array(values.dropFirst(state.calendar.actualCount))
  }

  /// Closings of the thirteen weeks that differ.
  func weeks(from today: Day) -> [Impact.Week] {
    guard sight.allows(.viewCash), let before = try? old.engine.values("cash_balance", at: .total),
      let after = try? new.engine.values("cash_balance", at: .total),
      before.count == after.count
    else { return [] }
    let start = max(0, new.calendar.firstDay.distance(to: today))
    return (0..<13).compactMap { week in
      let last = min(start + week * 7 + 6, after.count - 1)
      guard start + week * 7 < after.count else { return nil }
      let (was, now) = (hundredths(before[last]), hundredths(after[last]))
      let cell = new.address("cash_balance", .total, .day(new.calendar.day(at: last))).text
      return was == now ? nil : Impact.Week(first: new.calendar.day(at: start + week * 7), cell: cell, old: was, new: now)
    }
  }

  /// Names of checks that fail in the new state only.
  func failing() -> [BilingualText] {
    let known = Swift.Set(old.engine.checks().filter { !$0.passes }.map(\.name))
    return new.engine.checks().filter { !$0.passes && !known.contains($0.name) }.map { new.shownName($0.name) }
  }
}
