// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Foundation
import Ingestion
import Quantities
import Testing
import TradeMeasures

/// Order lines of a bicycle maker, written by others; read where they lie.
private enum Bicycles {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["TONGPIN_DATA"] { return URL(fileURLWithPath: path) }
    return root.deletingLastPathComponent().appendingPathComponent("shared/data")
  }()
  static var file: String { folder.appendingPathComponent("adventure-works/sales_order_lines.csv").path }
  static var isPresent: Bool { FileManager.default.fileExists(atPath: file) }
}

@Suite("A bicycle maker's 76,000 order lines bridge from booking to shipment")
struct RealBridgeTests {
  @Test(
    "Orders and shipments of every month differ by what waits, to the cent", .enabled(if: Bicycles.isPresent, "AdventureWorks is not here"))
  func bookingToShipment() throws {
    let mapping = try #require(
      try MappingFile.read(path: Bicycles.root.appendingPathComponent("Examples/adventure-works/sales_order_lines.yaml").path).mapping)
    var options = ImportOptions()
    options.currency = .usd
    options.knows = { _, _ in true }
    let orders = try FactFile.readTable(.file(path: Bicycles.file), kind: mapping.kind, mapping: mapping, options: options).table
    #expect(orders.rowCount > 70_000)
    let book = try MeasureBook(tables: [orders], currency: .usd)
    // There are no delivery notes, acceptances or invoices: the day of shipment on the order line stands in, and the book says so.
    #expect(book.standIns == [.signing, .shipment, .acceptance, .invoice])
    let months = try #require(book.months(.sales))
    let all = try book.monthlyBridges(.sales, months)
    var moved: Int64 = 0
    for month in months {
      let bridge = try all.bridge(from: .order, to: .shipment, month)
      #expect(bridge.residual == 0, "\(month)")
      #expect(bridge.lines.allSatisfy { $0.item.kind == .notDelivered })
      moved += bridge.amount(BridgeItem(.notDelivered, .carriedOut))
      #expect(try all.bridge(from: .order, to: .revenue, month).residual == 0)
    }
    #expect(moved > 0)
    var plain: Int64 = 0
    for row in 0..<orders.rowCount { plain += (orders["amount_excl_tax"].integer(row) ?? 0) + (orders["tax_amount"].integer(row) ?? 0) }
    #expect(try book.total(.order, months) == plain)
  }
}
