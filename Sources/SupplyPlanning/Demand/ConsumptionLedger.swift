// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// One write-off 冲销记录: an order line took so much of a forecast line's part, or gave it back.
public struct WriteOff: Hashable, Sendable {
  /// Position of the forecast line.
  public let line: Int32
  /// Position of the line's part among the parts.
  public let part: Int32
  /// Position of the order line.
  public let order: Int32
  /// Units taken from the forecast; below zero in a row that gives back.
  public let quantity: Double
  /// The day of the run that wrote it.
  public let on: Day
  /// For a row that gives back: the row it reverses.
  public let reverses: Int32?
}

/// Forecasts, and what orders have taken of them. Rows are only ever appended: a cancelled order is reversed, not removed.
public struct ConsumptionLedger: Sendable {
  public let lines: [ForecastLine]
  public let parts: [ForecastPart]
  /// All write-offs in the order they were made.
  public private(set) var rows: [WriteOff] = []
  /// What orders have left of each part, ≥ 0.
  public private(set) var left: [Double]
  /// Rows of an order that were not given back.
  private var standing: [Int32: [Int32]] = [:]
  private let partsOfItem: [Int32: [Int32]]

  public init(lines: [ForecastLine], parts: [ForecastPart]) {
    self.lines = lines
    self.parts = parts
    self.left = parts.map(\.quantity)
    var partsOfItem: [Int32: [Int32]] = [:]
    for (position, part) in parts.enumerated() { partsOfItem[part.item, default: []].append(Int32(position)) }
    self.partsOfItem = partsOfItem
  }

  /// What an order has written off and not given back, in units.
  public func taken(by order: Int32) -> Double {
    (standing[order] ?? []).reduce(0) { $0 + rows[Int($1)].quantity }
  }

  /// Lets an order write off what it may and has not yet.
  ///
  /// Candidates: parts of its item that the scheme offers and `isOpen` allows, by source; then those that cover the order's day, then earlier and later ones as
  /// the direction says, the nearest first; ties by day, then line.
  ///
  /// - Returns: units written off now.
  @discardableResult
  public mutating func writeOff(
    _ order: DemandOrder, number: Int32, scheme: ConsumptionScheme, direction: ConsumptionDirection, on day: Day,
    isOpen: (ForecastPart) -> Bool
  ) -> Double {
    var open = order.quantity - taken(by: number)
    guard open > LotSize.tolerance, direction != .none, scheme.rank(of: order) != nil else { return 0 }
    let candidates = candidates(for: order, scheme: scheme, direction: direction, isOpen: isOpen)
    if !scheme.takesPartly, candidates.reduce(0, { $0 + left[Int($1)] }) < open - LotSize.tolerance { return 0 }
    var written = 0.0
    for part in candidates where open > LotSize.tolerance {
      let quantity = min(open, left[Int(part)])
      left[Int(part)] -= quantity
      open -= quantity
      written += quantity
      standing[number, default: []].append(Int32(rows.count))
      rows.append(
        WriteOff(line: parts[Int(part)].line, part: part, order: number, quantity: quantity, on: day, reverses: nil))
    }
    return written
  }

  /// Gives back everything an order has written off: one reversing row for each row that stands.
  public mutating func reverse(order: Int32, on day: Day) {
    for position in standing.removeValue(forKey: order) ?? [] {
      let row = rows[Int(position)]
      left[Int(row.part)] += row.quantity
      rows.append(
        WriteOff(
          line: row.line, part: row.part, order: order, quantity: -row.quantity, on: day, reverses: position))
    }
  }

  private func candidates(
    for order: DemandOrder, scheme: ConsumptionScheme, direction: ConsumptionDirection, isOpen: (ForecastPart) -> Bool
  ) -> [Int32] {
    let looks = direction.looks
    var found: [(rank: Int, turn: Int, gap: Int, day: Day, part: Int32)] = []
    for position in partsOfItem[order.item] ?? [] {
      let part = parts[Int(position)]
      guard left[Int(position)] > LotSize.tolerance, isOpen(part),
        let rank = scheme.rank(of: lines[Int(part.line)], for: order)
      else { continue }
      if part.days.upperBound < order.day {
        let gap = part.days.upperBound.distance(to: order.day)
        guard looks.backward, gap <= scheme.backwardDays else { continue }
        found.append((rank, looks.forwardFirst ? 2 : 1, gap, part.day, position))
      } else if part.days.lowerBound > order.day {
        let gap = order.day.distance(to: part.days.lowerBound)
        guard looks.forward, gap <= scheme.forwardDays else { continue }
        found.append((rank, looks.forwardFirst ? 1 : 2, gap, part.day, position))
      } else {
        found.append((rank, 0, 0, part.day, position))
      }
    }
    return found.sorted { ($0.rank, $0.turn, $0.gap, $0.day, $0.part) < ($1.rank, $1.turn, $1.gap, $1.day, $1.part) }
      .map(\.part)
  }
}
