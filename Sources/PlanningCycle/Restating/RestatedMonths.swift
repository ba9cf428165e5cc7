// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// The months of one kind, from what every batch did to every day.
struct RestatedMonths {
  /// Of every month, every batch that touched it, oldest first.
  private(set) var parts: [Month: [Restatements.Part]] = [:]
  private var closes: [Month: Close] = [:]
  private let days: [Int64: Day]

  private struct Close {
    let on: Day
    let batch: Int64
  }

  /// - Parameters:
  ///   - movements: by batch.
  ///   - days: the civil day on which a batch was recorded.
  init(_ movements: [FactMovement], days: [Int64: Day]) {
    self.days = days
    for movement in movements { close(movement) }
    for movement in movements { add(movement) }
  }

  /// The first batch after a month's end that brought something of it.
  private mutating func close(_ movement: FactMovement) {
    let month = movement.day.monthOf
    guard let on = days[movement.batch], on > month.lastDay, closes[month] == nil else { return }
    closes[month] = Close(on: on, batch: movement.batch)
  }

  private mutating func add(_ movement: FactMovement) {
    let (month, day) = (movement.day.monthOf, days[movement.batch])
    let close = closes[month]
    if movement.added > 0 {
      // What comes on the day of the close is a part of it, in however many files.
      update(movement, isAfterClose: close.flatMap { close in day.map { $0 > close.on } } ?? false) { part in
        part.addedRows += movement.added
        part.added += movement.addedAmount
      }
    }
    if movement.corrected + movement.replaced > 0 {
      update(movement, isAfterClose: close.map { movement.batch > $0.batch } ?? false) { part in
        part.correctedRows += movement.corrected
        part.replacedRows += movement.replaced
        part.corrected += movement.correctedAmount - movement.replacedAmount
      }
    }
  }

  private mutating func update(_ movement: FactMovement, isAfterClose: Bool, _ change: (inout Restatements.Part) -> Void) {
    let month = movement.day.monthOf
    var known = parts[month] ?? []
    let place = known.lastIndex { $0.batch == movement.batch && $0.isAfterClose == isAfterClose }
    if place == nil { known.append(Restatements.Part(batch: movement.batch, month: month, isAfterClose: isAfterClose)) }
    change(&known[place ?? known.count - 1])
    parts[month] = known
  }

  /// The figure of a month, first, at its close and now.
  func figure(_ month: Month) -> Restatements.MonthFigure? {
    guard let all = parts[month], let firstOn = all.first.flatMap({ days[$0.batch] }) else { return nil }
    let close = closes[month]
    func sum(_ counts: (Restatements.Part) -> Bool) -> Int64 { all.reduce(0) { counts($1) ? $0 + $1.change : $0 } }
    return Restatements.MonthFigure(
      month: month, firstOn: firstOn,
      first: sum { part in !part.isAfterClose && days[part.batch].map { $0 <= firstOn } ?? false }, closedOn: close?.on,
      atClose: close.map { _ in sum { !$0.isAfterClose } }, now: sum { _ in true }, parts: all.filter(\.isAfterClose))
  }

  /// Newest first.
  var figures: [Restatements.MonthFigure] { parts.keys.sorted(by: >).compactMap { figure($0) } }

  /// What each batch said late or else, by batch.
  var restating: [Int64: [Restatements.Part]] {
    var found: [Int64: [Restatements.Part]] = [:]
    for month in parts.keys.sorted(by: >) {
      for part in parts[month] ?? [] where part.restates { found[part.batch, default: []].append(part) }
    }
    return found
  }
}
