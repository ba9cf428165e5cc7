// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import PlanningCycle
import Testing

@testable import SourceConnectors

/// The queries of `Examples/sources`: what each is can be read off it; whether a real ERP has such tables cannot.
struct ShippedQuery: CustomTestStringConvertible, Sendable {
  let erp: String
  let kind: FactKind
  let text: String
  let watermark: SourceQuery.Watermark?

  var testDescription: String { "\(erp)/\(kind.rawValue)" }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let folder = root.appendingPathComponent("Examples/sources")
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

  static let erps = ["kingdee-cloud", "yonyou-u8"]

  static let all: [ShippedQuery] = erps.flatMap { erp in
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(erp).path)) ?? []).sorted().compactMap { name in
      guard name.hasSuffix(".sql"), let kind = FactKind(rawValue: String(name.dropLast(4))),
        let text = try? String(contentsOf: folder.appendingPathComponent(erp).appendingPathComponent(name), encoding: .utf8)
      else { return nil }
      return ShippedQuery(erp: erp, kind: kind, text: text, watermark: proposal(text))
    }
  }

  /// `-- watermark: changed_at timestamp, overlap 900`
  private static func proposal(_ text: String) -> SourceQuery.Watermark? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("-- watermark: ") }) else { return nil }
    let words = line.dropFirst(14).split { $0 == " " || $0 == "," }
    guard words.count == 4, let kind = SourceMark.Kind(rawValue: String(words[1])), let overlap = Int(words[3]) else { return nil }
    return SourceQuery.Watermark(column: String(words[0]), kind: kind, overlap: overlap)
  }

  static func of(_ erp: String, _ kind: FactKind) throws -> ShippedQuery { try #require(all.first { $0.erp == erp && $0.kind == kind }) }

  /// What each item of the outermost list is called.
  var aliases: [String] {
    let plain = text.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    var (depth, item, items): (Int, String, [String]) = (0, "", [])
    for word in plain.replacingOccurrences(of: "(", with: " ( ").replacingOccurrences(of: ")", with: " ) ").replacingOccurrences(
      of: ",", with: " , "
    )
    .split(whereSeparator: \.isWhitespace) {
      switch word {
      case "(": depth += 1
      case ")": depth -= 1
      case "SELECT" where depth == 0: continue
      case "FROM" where depth == 0: return items + [item]
      case "," where depth == 0:
        items.append(item)
      default: break
      }
      item = String(word)
    }
    return []
  }
}

@Suite("The queries for U8 and Kingdee")
struct ShippedQueryTests {
  static let wanted: [FactKind] = [
    .salesOrderLines, .shipments, .invoices, .receipts, .purchaseOrderLines, .purchaseReceipts, .stock, .items, .customers, .suppliers,
  ]

  @Test("every kind is there for both, and every file is of a kind")
  func complete() throws {
    for erp in ShippedQuery.erps {
      #expect(Set(ShippedQuery.all.filter { $0.erp == erp }.map(\.kind)).isSuperset(of: Self.wanted))
      let files = try FileManager.default.contentsOfDirectory(atPath: ShippedQuery.folder.appendingPathComponent(erp).path)
      #expect(files.count == ShippedQuery.all.count { $0.erp == erp })
    }
  }

  @Test("one SELECT, every column a field of its kind, nothing required left out", arguments: ShippedQuery.all)
  func shape(_ query: ShippedQuery) throws {
    let select = try OneSelect(query.text)
    // SQL Server takes no order inside another query.
    #expect(!select.text.uppercased().contains("ORDER BY"))
    let schema = FactSchema.of(query.kind)
    let aliases = query.aliases
    #expect(Set(aliases).count == aliases.count)
    let strays = aliases.filter { alias in schema.index(of: alias) == nil && alias != query.watermark?.column }
    #expect(strays.isEmpty)
    for field in schema.fields where field.isRequired { #expect(aliases.contains(field.name), "\(field.name)") }
    #expect(RowFacts.calledLikeFields(aliases, query.kind) != nil)
    // Stock on hand has no history to go on from.
    #expect((query.watermark == nil) == (query.kind == .stock))
    #expect(MarkedQuery.objection(to: query.watermark) == nil)
    if let watermark = query.watermark { #expect(aliases.contains(watermark.column)) }
  }
}

@Suite("The queries run, on tables of the same names", .enabled(if: DatabaseServer.postgres != nil, DatabaseServer.isMissing), .serialized)
struct ShippedQueryRunTests {
  private static let isReady: Bool = {
    guard let server = DatabaseServer.postgres else { return false }
    do {
      try server.run("CREATE FUNCTION getdate() RETURNS timestamp LANGUAGE sql AS 'SELECT TIMESTAMP ''2026-11-30 12:00'''")
      for erp in ShippedQuery.erps {
        try server.run(String(contentsOf: ShippedQuery.fixtures.appendingPathComponent(erp + ".sql"), encoding: .utf8))
      }
      return true
    } catch {
      Issue.record(error)
      return false
    }
  }()

  private func facts(_ erp: String, _ kind: FactKind) throws -> FactTable {
    try #require(Self.isReady)
    let query = try ShippedQuery.of(erp, kind)
    let reading = try Story.read(
      Story.request(try #require(DatabaseServer.postgres), query.text, kind: kind, mark: query.watermark))
    #expect(reading.reading.rejected == 0 && reading.rowsWithoutMark == 0, "\(reading.reading.findings.map(\.message.english))")
    #expect(reading.reading.table.rowCount == reading.rows)
    return reading.reading.table
  }

  /// Rows of one mark come in any order.
  private func line(_ number: Int64, of table: FactTable) -> Int {
    (0..<table.rowCount).first { table["line_number"].integer($0) == number } ?? 0
  }

  @Test("every query gives rows without a finding that costs one", arguments: ShippedQuery.all)
  func all(_ query: ShippedQuery) throws { #expect(try facts(query.erp, query.kind).rowCount > 0) }

  @Test("U8: approved documents only, amounts of the outbound note by its share, rates as rates")
  func yonyou() throws {
    let orders = try facts("yonyou-u8", .salesOrderLines)
    #expect(orders["order_number"].texts == ["XS001"] && orders["line_number"].integers.count == 2)
    let first = line(1, of: orders)
    #expect(orders["tax_rate"].integer(first) == 130_000 && orders["amount_incl_tax"].integer(first) == 113_000)
    #expect(orders["quantity"].integer(line(2, of: orders)) == 25_000 && orders["ordered_on"].day(first) == Day(iso: "2026-11-01"))
    let shipments = try facts("yonyou-u8", .shipments)
    let out = line(1, of: shipments)
    #expect(shipments["amount_incl_tax"].integer(out) == 45_200 && shipments["order_line"].integer(out) == 1)
    #expect(shipments["is_return"].boolean(out) == false && shipments["is_return"].boolean(line(2, of: shipments)) == true)
    #expect(try facts("yonyou-u8", .receipts)["receipt_number"].texts == ["SK001"])
    #expect(try facts("yonyou-u8", .payments)["amount"].integer(0) == 30_055)
    let purchases = try facts("yonyou-u8", .purchaseOrderLines)
    #expect(purchases["status"].text(line(1, of: purchases)) == "open" && purchases["status"].text(line(2, of: purchases)) == "closed")
    let stock = try facts("yonyou-u8", .stock)
    #expect(stock.rowCount == 3 && stock["counted_on"].day(0) == Day(iso: "2026-11-30"))
    let items = try facts("yonyou-u8", .items)
    #expect(items["family"].texts.sorted() == ["产成品", "原材料"] && items["is_made"].integers.count == 2)
  }

  @Test("Kingdee: approved and not cancelled, the item of its own organisation, Chinese names")
  func kingdee() throws {
    let orders = try facts("kingdee-cloud", .salesOrderLines)
    #expect(orders["order_number"].texts == ["XSDD01"] && orders.rowCount == 2)
    let first = line(1, of: orders)
    #expect(orders["item"].text(first) == "M01" && orders["amount_excl_tax"].integer(first) == 30_000)
    #expect(orders["due_on"].day(first) == Day(iso: "2026-11-20") && orders["due_on"].day(line(2, of: orders)) == nil)
    let items = try facts("kingdee-cloud", .items)
    #expect(items.rowCount == 2 && items["name"].texts.contains("控制器") && items["unit"].texts == ["台"])
    let stock = try facts("kingdee-cloud", .stock)
    #expect(stock.rowCount == 2)
    #expect(try facts("kingdee-cloud", .receipts)["receipt_number"].texts == ["SKD01"])
    #expect(try facts("kingdee-cloud", .invoices)["tax_amount"].integer(0) == 2_600)
  }
}
