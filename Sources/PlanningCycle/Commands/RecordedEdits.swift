// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Planning

/// The input cells that one event wrote, with what stood there before: enough to replay it, and to take it back.
struct RecordedEdits {
  /// A cell that was not typed itself.
  enum Part: String, Sendable {
    /// Of a total that was typed and spread.
    case spread
    /// It gives way to totals of the forecast that are held.
    case held
  }

  struct Cell {
    let measure: String
    /// Dimension → member id.
    let members: [String: Int64]
    /// A month, by its ordinal; a day, by its own; nil without time.
    let month: Month?
    let day: Day?
    /// nil: empty.
    let old: Double?
    let new: Double?
    /// The event of an entry that this one carries on; nil when it was entered here.
    var entered: Int64?
    /// nil: typed as it stands.
    var part: Part?
  }

  private(set) var cells: [Cell]

  init(cells: [Cell]) { self.cells = cells }

  /// nil when the event writes no cells.
  init?(_ event: Event) { self.init(event.payload["cells"]) }

  /// The cells that an event writes into a scenario, not into the plan; nil when it writes none.
  init?(inScenario event: Event) { self.init(event.payload["scenario_cells"]) }

  private init?(_ value: CanonicalValue?) {
    guard let list = value?.list else { return nil }
    cells = list.compactMap { value in
      guard let measure = value["measure"]?.text, let members = value["members"]?.map else { return nil }
      return Cell(
        measure: measure, members: members.compactMapValues(\.integer), month: value["month"]?.month,
        day: value["day"]?.day, old: value["old"]?.double, new: value["new"]?.double, entered: value["entered"]?.integer,
        part: value["part"]?.text.flatMap { Part(rawValue: $0) })
    }
  }

  var canonical: CanonicalValue {
    .list(
      cells.map { cell in
        var fields: [String: CanonicalValue] = [
          "measure": .text(cell.measure), "members": .map(cell.members.mapValues { .integer($0) }),
        ]
        if let month = cell.month { fields["month"] = .month(month) }
        if let day = cell.day { fields["day"] = .day(day) }
        if let old = cell.old { fields["old"] = .double(old) }
        if let new = cell.new { fields["new"] = .double(new) }
        if let entered = cell.entered { fields["entered"] = .integer(entered) }
        if let part = cell.part { fields["part"] = .text(part.rawValue) }
        return .map(fields)
      })
  }

  /// Says which cells were not typed themselves, one for each.
  mutating func mark(_ parts: [Part?]) {
    for (place, part) in parts.enumerated() where cells.indices.contains(place) { cells[place].part = part }
  }

  /// The edits that take these back.
  var inverse: RecordedEdits {
    RecordedEdits(
      cells: cells.map {
        Cell(measure: $0.measure, members: $0.members, month: $0.month, day: $0.day, old: $0.new, new: $0.old)
      })
  }

  /// As inputs of the engine; cells of measures or months that the plan no longer has are left out.
  ///
  /// - Parameter sequence: the event they stand in: its ids are those of the model of then.
  func inputs(of sequence: Int64, known plan: PlanState) -> [InputEdit] {
    let edits = cells.compactMap { cell -> InputEdit? in
      if let month = cell.month, plan.calendar.index(of: month) == nil { return nil }
      if let day = cell.day, plan.calendar.index(of: day) == nil { return nil }
      return InputEdit(
        measure: cell.measure, coordinate: Coordinate(cell.members),
        period: cell.month.map { .month($0) } ?? cell.day.map { .day($0) }, value: cell.new,
        source: .person(event: cell.entered ?? sequence))
    }
    return plan.landing.edits(edits, since: sequence)
  }
}

extension PlanState {
  /// Writes entries of before: all together, or one by one when a member among them is gone.
  func replay(_ edits: [InputEdit]) {
    guard (try? engine.apply(edits)) == nil else { return }
    for edit in edits { _ = try? engine.apply([edit]) }
  }
}
