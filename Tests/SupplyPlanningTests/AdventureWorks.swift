// SPDX-License-Identifier: Apache-2.0
import Calendars
import Foundation
import SupplyPlanning

/// The sample company's files, read as plainly as a test needs.
struct AdventureWorks {
  let folder: URL

  /// Nil where the data is not on this machine.
  static func located(_ file: String = #filePath) -> AdventureWorks? {
    let root = URL(fileURLWithPath: file).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let data =
      ProcessInfo.processInfo.environment["TONGPIN_DATA"].map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/data")
    let folder = data.appendingPathComponent("adventure-works")
    let isThere = FileManager.default.fileExists(atPath: folder.appendingPathComponent("items.csv").path)
    return isThere ? AdventureWorks(folder: folder) : nil
  }

  static func packageRoot(_ file: String = #filePath) -> URL {
    URL(fileURLWithPath: file).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The rows of a file as dictionaries by column name.
  func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appendingPathComponent(name + ".csv"), encoding: .utf8)
    var lines = text.split(whereSeparator: \.isNewline).map { AdventureWorks.fields(String($0)) }
    let header = lines.removeFirst()
    return lines.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  private static func fields(_ line: String) -> [String] {
    var result: [String] = []
    var field = ""
    var isQuoted = false
    for character in line where character != "\u{FEFF}" {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        result.append(field)
        field = ""
      default: field.append(character)
      }
    }
    return result + [field]
  }
}

extension AdventureWorks {
  /// Bills, policies and item codes by the rules of the manufacturing model's specification.
  func company(first: Day) throws -> (codes: [String], bill: BillOfMaterials, policies: [ItemPolicy]) {
    let items = try rows("items")
    let codes = items.map { $0["item_code"]! }
    let position = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, Int32($0)) })
    let lines = try rows("bill_of_materials").compactMap { row -> Component? in
      guard let assembly = position[row["assembly_item_code"]!],
        let component = position[row["component_item_code"]!]
      else { return nil }
      let from = Day(iso: row["start_date"]!).map { Int32(first.distance(to: $0)) } ?? Int32.min
      let through = Day(iso: row["end_date"]!).map { Int32(first.distance(to: $0)) } ?? Int32.max
      return Component(
        assembly: assembly, component: component, quantityPer: Double(row["quantity_per"]!)!,
        validDays: from...through)
    }
    var stock = [Double](repeating: 0, count: codes.count)
    for row in try rows("inventory_on_hand") {
      if let item = position[row["item_code"]!] { stock[Int(item)] += Double(row["quantity_on_hand"]!) ?? 0 }
    }
    var manufacture: [String: Int32] = [:]
    for row in try rows("products") {
      if let days = Int32(row["days_to_manufacture"]!) { manufacture[row["item_code"]!] = days }
    }
    var vendors: [String: (lead: Int32, price: Double, code: String, least: Double)] = [:]
    for row in try rows("vendor_items") {
      let offer = (
        lead: Int32(row["lead_time_days"]!)!, price: Double(row["standard_price"]!)!, code: row["vendor_id"]!,
        least: Double(row["min_order_quantity"]!)!
      )
      if let best = vendors[row["item_code"]!],
        (best.lead, best.price, best.code) <= (offer.lead, offer.price, offer.code)
      {
        continue
      }
      vendors[row["item_code"]!] = offer
    }
    let policies = items.enumerated().map { index, row in
      let vendor = row["make_flag"] == "0" ? vendors[codes[index]] : nil
      return ItemPolicy(
        openingStock: stock[index], safetyStock: Double(row["safety_stock"]!) ?? 0,
        lotSize: LotSize(minimum: vendor?.least ?? 0, multiple: 1),
        leadTimeWorkingDays: vendor?.lead ?? max(1, manufacture[codes[index]] ?? 1))
    }
    return (codes, try BillOfMaterials(itemCount: codes.count, lines: lines), policies)
  }

  /// Last year's order lines on the same day a year later: a demand as irregular as life.
  func lastYearAgain(from first: Day) throws -> [(code: String, day: Day, quantity: Double)] {
    let codeOfProduct = Dictionary(
      try rows("products").map { ($0["product_id"]!, $0["item_code"]!) }, uniquingKeysWith: { a, _ in a })
    return try rows("sales_order_lines").compactMap { row in
      guard let ordered = Day(iso: row["order_date"]!), let code = codeOfProduct[row["product_id"]!],
        !code.isEmpty
      else { return nil }
      let again = ordered.adding(days: 365)
      return again >= first ? (code, again, Double(row["quantity"]!)!) : nil
    }
  }
}
