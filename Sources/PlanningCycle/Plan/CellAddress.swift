// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

/// The name of a cell on the wire: `units|Item=AC-001;Region=EAST@2026-11`. A dimension left out means its total; a family is
/// `Item=F:空调`.
public struct CellAddress: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public let dimension: String
    public let code: String
  }

  public let measure: String
  public let members: [Member]
  /// A month, quarter, year or day; empty for a measure without time.
  public let column: String

  public init(measure: String, members: [(String, String)], column: String) {
    self.measure = measure
    self.members = members.map { Member(dimension: $0.0, code: $0.1) }
    self.column = column
  }

  /// nil when the text is not an address.
  public init?(_ text: String) {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let row = halves.first else { return nil }
    let parts = row.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    guard let measure = parts.first, !measure.isEmpty else { return nil }
    var members: [(String, String)] = []
    if parts.count == 2, !parts[1].isEmpty {
      for part in parts[1].split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return nil }
        members.append((String(pair[0]), String(pair[1])))
      }
    }
    self.init(measure: String(measure), members: members, column: halves.count == 2 ? String(halves[1]) : "")
  }

  /// The row's part.
  public var row: String {
    members.isEmpty ? measure : measure + "|" + members.map { $0.dimension + "=" + $0.code }.joined(separator: ";")
  }

  public var text: String { column.isEmpty ? row : row + "@" + column }

  func with(column: String) -> CellAddress {
    CellAddress(measure: measure, members: members.map { ($0.dimension, $0.code) }, column: column)
  }

  func member(_ dimension: String) -> String? { members.first { $0.dimension == dimension }?.code }
}

extension PlanPeriod {
  /// `2026-11`, `2026Q4`, `2026`, `2026-11-23`.
  init?(column: String) {
    if let day = Day(iso: column) {
      self = .day(day)
    } else if let month = Month(iso: column) {
      self = .month(month)
    } else if column.utf8.count == 6, column.dropFirst(4).first == "Q", let year = Int(column.prefix(4)),
      let quarter = Int(column.suffix(1)), (1...4).contains(quarter)
    {
      self = .quarter(year: year, quarter)
    } else if column.utf8.count == 4, let year = Int(column) {
      self = .year(year)
    } else {
      return nil
    }
  }

  var column: String {
    switch self {
    case .month(let month): month.description
    case .quarter(let year, let quarter): "\(year)Q\(quarter)"
    case .year(let year): "\(year)"
    case .day(let day): day.description
    case .week(let day): day.description
    }
  }

  var label: BilingualText {
    switch self {
    case .month(let month): BilingualText("\(month.year)年\(month.month)月", month.description)
    case .quarter(let year, let quarter): BilingualText("\(year)年\(quarter)季度", "Q\(quarter) \(year)")
    case .year(let year): BilingualText("\(year)年", "\(year)")
    case .day(let day): BilingualText("\(day.year)年\(day.month)月\(day.dayOfMonth)日", day.description)
    case .week(let day): BilingualText("\(day) 起一周", "week of \(day)")
    }
  }
}
