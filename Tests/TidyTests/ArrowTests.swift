// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Which room may import which. The same table is printed in Docs/ARCHITECTURE.md.
/// Sees: an import that points up or sideways. Does not see: a room that does another room's work.
@Suite("The arrows of the house point down")
struct ArrowTests {
  static let floor0 = ["NumericalMethods", "Calendars", "Quantities"]
  static let floor1 = ["Forecasting", "ForecastMethods", "Formulas", "Recalculation"]
  static let floor2 = [
    "Commerce", "TradeMeasures", "SalesAnalytics", "DataQuality", "Planning", "SupplyPlanning", "FinancialPlanning", "Access", "Approvals",
    "Alerting",
  ]
  static let floor3 = ["PlanningCycle", "Journal"]
  static let below4 = floor0 + floor1 + floor2 + floor3

  static let allowed: [String: [String]] = [
    "NumericalMethods": [], "Calendars": [], "Quantities": [],
    "Forecasting": floor0, "ForecastMethods": ["Forecasting"] + floor0, "Formulas": ["Calendars", "Quantities"],
    "Recalculation": [],
    "Commerce": ["Calendars", "Quantities"], "TradeMeasures": ["Commerce"] + floor0, "SalesAnalytics": ["Commerce"] + floor0,
    "DataQuality": ["Commerce", "Calendars", "Quantities"],
    "Planning": ["CCellKernels", "Formulas", "Recalculation"] + floor0,
    "SupplyPlanning": floor0, "FinancialPlanning": floor0, "Access": ["Calendars"], "Approvals": ["Calendars", "Quantities"],
    "Alerting": ["Calendars"],
    "PlanningCycle": ["Journal"] + floor2 + floor1 + floor0, "Journal": floor2 + floor1 + floor0 + ["CLibCrypto"],
    "Warehouse": below4, "WarehouseSQLite": ["Warehouse", "CZip", "GRDB", "GRDBSQLite"] + below4,
    "WarehousePostgres": ["Warehouse", "CPq", "CLibCrypto"] + below4,
    "Ingestion": ["CZip", "CXML", "Yams"] + below4, "FileWorkers": ["Ingestion", "CLinux"] + below4, "DemoCompany": below4, "Wire": [],
    "Workbooks": ["CZip"],
    "GlobalForecastMethods": ["CXGBoost", "Forecasting"] + floor0,
    "Transfers": ["CCurl"], "Channels": ["Wire", "Transfers", "CCurl", "CLibCrypto"] + below4,
    "OpenIDConnect": ["Wire", "Transfers", "CCurl", "CJose", "CLibCrypto"] + below4,
    "TongpinServer": [
      "Wire", "Workbooks", "CLibCrypto", "CQREncode", "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore",
      "Logging", "ServiceLifecycle", "UnixSignals",
    ] + below4,
  ]

  /// The standard library and the C library; everywhere.
  static let always = ["Swift", "Synchronization", "Glibc"]
  /// Only above floor 3: the pure rooms have no clock, no files, no locale.
  static let foundation = ["Foundation", "FoundationEssentials", "Dispatch"]

  @Test("every import is in the table")
  func importsAreAllowed() throws {
    var strays: [String] = []
    for file in try Repository.swiftFiles(under: "Sources") where file.room != "tongpin" {
      guard let allowed = Self.allowed[file.room] else {
        strays.append("\(file.path): the room \(file.room) is not in the table")
        continue
      }
      let isPure = Self.below4.contains(file.room)
      for imported in file.lines.compactMap(Self.importedModule) {
        let isFine =
          allowed.contains(imported) || Self.always.contains(imported)
          || (!isPure && Self.foundation.contains(imported))
        if !isFine { strays.append("\(file.path) imports \(imported)") }
      }
    }
    #expect(strays.isEmpty, "\(strays.joined(separator: "\n"))")
  }

  @Test("a line with an import is read whatever stands before it")
  func importLinesAreRead() {
    #expect(Self.importedModule("public import Calendars") == "Calendars")
    #expect(Self.importedModule("@testable import struct Planning.Cell") == "Planning")
    #expect(Self.importedModule("// import Calendars") == nil)
    #expect(Self.importedModule("let important = 1") == nil)
  }

  static func importedModule(_ line: String) -> String? {
    guard !line.hasPrefix("//"), !line.hasPrefix(" ") else { return nil }
    var words = line.split(separator: " ").map(String.init)
    while let first = words.first, first.hasPrefix("@") || ["public", "package", "internal", "private"].contains(first) {
      words.removeFirst()
    }
    guard words.first == "import", words.count >= 2 else { return nil }
    let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let module = kinds.contains(words[1]) && words.count >= 3 ? words[2] : words[1]
    return module.split(separator: ".").first.map(String.init)
  }
}
