// SPDX-License-Identifier: Apache-2.0
import Ingestion
import PlanningCycle

/// What the readers of databases have in common.
protocol SourceReader {
  /// The first rows.
  func look(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> FirstLook
  /// What is new, from one moment of the database.
  func load(_ request: SourceRequest, _ policy: SourcePolicy, _ watch: LoadWatch) throws(SourceFault) -> CollectedLoad
}

struct SourceColumn {
  let name: String
  /// The server's own name.
  let type: String
  /// As what it may be a watermark, the likeliest first.
  let marks: [SourceMark.Kind]
  let isBinary: Bool
  /// A text without an end that the type would name.
  var isLong = false
}

struct FirstLook {
  let columns: [SourceColumn]
  let table: RowTable
  let server: String
  let clock: String?
}

struct CollectedLoad {
  let collector: LoadCollector
  let rowsWithoutMark: Int
  let clock: String?
}

extension SourceReader {
  /// The place of the watermark among the columns, once all of them can be read; nil without one.
  func markColumn(_ query: SourceQuery, _ columns: [SourceColumn]) throws(SourceFault) -> Int? {
    try Self.readable(columns)
    guard let watermark = query.watermark else { return nil }
    guard let place = columns.firstIndex(where: { $0.name == watermark.column }) else {
      throw SourceFault(
        .queryRefused, BilingualText("查询没有水位列“\(watermark.column)”", "the query has no watermark column “\(watermark.column)”"))
    }
    guard columns[place].marks.contains(watermark.kind) else {
      throw SourceFault(
        .markNotUnderstood,
        BilingualText(
          "列 \(watermark.column) 的类型是 \(columns[place].type)，不能当作 \(watermark.kind.rawValue)",
          "column \(watermark.column) is of type \(columns[place].type) and no \(watermark.kind.rawValue)"))
    }
    return place
  }

  /// Differently named, and none of them binary.
  static func readable(_ columns: [SourceColumn]) throws(SourceFault) {
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.name).inserted {
      throw SourceFault(.queryRefused, BilingualText("有两列都叫“\(column.name)”", "two columns are called “\(column.name)”"))
    }
    guard let binary = columns.first(where: \.isBinary) else { return }
    throw SourceFault(
      .queryRefused,
      BilingualText(
        "列 \(binary.name) 是二进制（\(binary.type)），请从查询中去掉", "column \(binary.name) is binary (\(binary.type)): leave it out of the query"))
  }
}
