// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Quantities
import SourceConnectors

/// What most stories need: a question to a server of this machine, and the answers put together.
enum Story {
  static func sources(_ patterns: [String] = ["127.0.0.1:*"]) throws -> NetworkSources {
    NetworkSources(policy: try SourcePolicy(patterns), currency: .cny)
  }

  static func request(
    _ server: DatabaseServer, _ sql: String, kind: FactKind = .stock, mark: SourceQuery.Watermark? = nil, since: SourceMark? = nil,
    limits: SourceLimits = SourceLimits(rows: 100_000, seconds: 120), secret: String? = DatabaseServer.password,
    connection: SourceConnection? = nil, columns: [String: String]? = nil
  ) -> SourceRequest {
    SourceRequest(
      name: "erp.\(kind.rawValue)", connection: connection ?? server.connection(), secret: SecretText(secret),
      query: SourceQuery(kind: kind, text: sql, watermark: mark, columns: columns), since: since, limits: limits)
  }

  static func read(
    _ request: SourceRequest, isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(SourceFault) -> SourceReading {
    let sources: NetworkSources
    do { sources = try Story.sources() } catch { throw error as? SourceFault ?? SourceFault(.settingRefused) }
    return try sources.read(request, knows: { _, _ in nil }, isStopped: isStopped)
  }
}

/// The stock of a table at the source as our facts: an item to its quantity. A row that comes again takes the place of the earlier.
struct Kept {
  private(set) var quantities: [String: Int64] = [:]
  private(set) var mark: SourceMark?
  private(set) var loads = 0

  mutating func take(_ reading: SourceReading) {
    let table = reading.reading.table
    for row in 0..<table.rowCount { quantities[table["item"].text(row) ?? ""] = table["quantity"].integer(row) }
    mark = reading.next
    loads += 1
  }

  /// In ten-thousandths.
  var sum: Int64 { quantities.values.reduce(0, +) }
}
