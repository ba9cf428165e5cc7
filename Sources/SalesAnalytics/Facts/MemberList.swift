// SPDX-License-Identifier: Apache-2.0
import Commerce

/// A member of a dimension as people see it.
public struct SalesMember: Hashable, Sendable {
  /// Empty for what no document tells.
  public let code: String
  public let name: String?
  public let englishName: String?
}

/// The members of one dimension by code; the first one stands for what is not told.
struct MemberList: Sendable {
  private(set) var members: [SalesMember]
  private var positions: [String: Int32]

  /// - Parameters:
  ///   - codes: in any order, some of them often.
  ///   - names: looked up by code.
  init(_ codes: some Sequence<String>, names: [String: (name: String?, english: String?)] = [:]) {
    let sorted = Set(codes).subtracting([""]).sorted()
    members = [SalesMember(code: "", name: nil, englishName: nil)]
    members += sorted.map { SalesMember(code: $0, name: names[$0]?.name, englishName: names[$0]?.english) }
    positions = [:]
    positions.reserveCapacity(members.count)
    for (index, member) in members.enumerated() { positions[member.code] = Int32(index) }
  }

  var count: Int { members.count }
  func position(_ code: String) -> Int32? { positions[code] }

  /// Where each text of a column stands; the first member where it is none of them.
  func positions(ofTexts column: FactColumn, _ translate: [String: String] = [:]) -> [Int32] {
    column.texts.map { positions[$0] ?? translate[$0].flatMap { positions[$0] } ?? 0 }
  }

  /// Members of the rows of a column of texts; what is missing is `otherwise(row)`.
  func codes(of column: FactColumn, _ translate: [String: String] = [:], otherwise: (Int) -> Int32 = { _ in 0 }) -> [Int32] {
    let known = positions(ofTexts: column, translate)
    return (0..<column.integers.count).map { row in
      column.isPresent[row] ? known[Int(column.integers[row])] : otherwise(row)
    }
  }
}

extension FactTable {
  /// Names of the members by code.
  func names() -> [String: (name: String?, english: String?)] {
    let (code, name, english) = (self["code"], self["name"], self["name_en"])
    var result: [String: (name: String?, english: String?)] = [:]
    for row in 0..<rowCount {
      if let text = code.text(row) { result[text] = (name.text(row), english.text(row)) }
    }
    return result
  }
}
